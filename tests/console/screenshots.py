"""`python -m tests.console.screenshots [folder]`: pictures of the console to look at, in English and Arabic, wide and
narrow, light and dark. Not a test; the folder is not committed."""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import update

from helpline.domain.answers import GRACE
from helpline.domain.messages import Media
from helpline.domain.people import Role
from helpline.domain.turns import Reply
from helpline.services import make_services
from helpline.storage.migrate import migrate
from helpline.storage.schema import cases
from helpline.usecases.fetch_media import MediaDesk, fetch_next
from helpline.usecases.load_content import load_content
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case
from tests.console.house import PASSWORD, SETTINGS, House, build_house, served
from tests.console.test_media import Provider
from tests.console.test_reviews import overdue

CHROMIUM = "/usr/bin/chromium"
WIDTHS = {"wide": (1280, 800), "narrow": (390, 844)}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    house = build_house(Path(tempfile.mkdtemp()), make_services(SETTINGS, None, None))  # type: ignore[arg-type]
    migrate(house.gateway.database)
    load_content(house.gateway.database, SETTINGS.helpline_content_dir)
    house.brain.replies = (Reply("answer", "passport_retention", choices=("leave_country", "talk_to_human")),)
    numbers = fill(house)
    with served(house), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for name in ("amal", "samir", "chloe"):
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    shoot(browser, house, numbers, name, width, scheme, folder)
        browser.close()


def fill(house: House) -> dict[str, str]:
    """A morning's queue."""
    amal, nadia = house.add_staff("Amal Haddad"), house.add_staff("Nadia Ben Salah")
    house.add_staff("Samir Khalil", Role.SUPERVISOR, language="ar")
    house.add_staff("Chloe Martin", language="fr")
    house.add_staff("Eda Kaya", Role.EDITOR)
    found: dict[str, str] = {}
    person = house.person("+97455512321", country="KW", origin="ET", sector="domestic_work", role="worker")
    person.says("Hello, my employer takes my passport and my salary is two months late")
    person.says("they locked me in the room and beat me, please help me")
    found["urgent"] = person.case_number
    arabic = house.person("+966501234567", country="SA", origin="EG", language="ar", language_source="chosen")
    found["arabic"] = arabic.needs_somebody(
        "السلام عليكم، صاحب العمل أخذ جوازي وقال: I will not give it back، ماذا أفعل؟",
        topic="unpaid_wages",
        priority="high",
    )
    take_case(house.gateway.services, arabic.case_id, amal)
    text = "وعليكم السلام. أنا أمل من الفريق. هل معك صورة من الجواز أو من عقد العمل؟"
    reply_to_person(house.gateway.services, arabic.case_id, amal, text)
    arabic.says("نعم عندي صورة من العقد")
    french = house.person("33612345678", "telegram", country="AE", language="fr", language_source="chosen")
    found["french"] = french.needs_somebody("On ne m'a pas payé la fin de service", topic="end_of_service")
    taken = house.person("+97333445566", "sms", country="BH", language="en", language_source="chosen")
    found["taken"] = taken.needs_somebody("My boss keeps my papers", topic="passport_retention", priority="high")
    take_case(house.gateway.services, taken.case_id, nadia)
    for number in range(4):
        each = house.person(f"web-{number}", "webchat", language="en", language_source="chosen")
        each.needs_somebody("Is this recruitment fee legal?", topic="recruitment_fees")
    found["media"] = send_media(house)
    age(house, found)
    for days, answer_id in enumerate(("unpaid_wages.QA", "passport_retention.SA"), start=3):
        overdue(house, answer_id, days)
    overdue(house, "unions", GRACE.days + 1)
    return found


def send_media(house: House) -> str:
    """Everything that can be sent, with one file that was refused and one that is still being fetched."""
    person = house.person("tg-1", "telegram", country="QA", language="ar", language_source="chosen")
    sent = (
        Media("voice", "voice", "audio/ogg"),
        Media("photo", "photo", "image/jpeg"),
        Media("document", "document", "application/pdf", "عقد العمل 2026.pdf"),
        Media("document", "evil", "application/zip", "contract.docx"),
        Media("location", "25.285447,51.53104", name="Camp 3"),
        Media("contact", "contact", "text/vcard", "Sita"),
    )
    for each in sent:
        person.says(media=(each,))
    desk = MediaDesk(house.gateway.database, {"telegram": Provider()}, 10**6)
    while fetch_next(desk):
        pass
    person.says(media=(Media("photo", "photo", "image/jpeg"),))
    return person.case_number


def age(house: House, numbers: dict[str, str]) -> None:
    """The queue as it looks after a while."""
    with house.gateway.database.write() as tx:
        for minutes, name in ((2, "urgent"), (14, "taken"), (70, "french")):
            since = tx.now - timedelta(minutes=minutes)
            tx.execute(update(cases).where(cases.c.number == numbers[name]).values(opened_at=since))


def shoot(
    browser: Browser, house: House, numbers: dict[str, str], name: str, width: str, scheme: str, folder: Path
) -> None:
    size = WIDTHS[width]
    language = {"amal": "en", "samir": "ar", "chloe": "fr"}[name]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=language,
        is_mobile=width == "narrow",
        has_touch=width == "narrow",
    )
    page = context.new_page()

    def picture(scene: str, prepare: Callable[[Page], object] = lambda page: None) -> None:
        prepare(page)
        page.wait_for_timeout(250)
        page.screenshot(path=folder / f"console-{scene}-{language}-{width}-{scheme}.png")

    page.goto(f"{house.url}/console")
    picture("1-sign-in")
    page.fill("#email", f"{name}@example.org")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_selector("#queue-list")
    picture("2-queue")
    page.goto(f"{house.url}/console/cases/{numbers['urgent']}")
    picture("3-urgent")
    page.goto(f"{house.url}/console/cases/{numbers['arabic']}")
    picture("4-case")
    picture("5-below", lambda page: page.evaluate("scrollTo(0, 1e6)"))
    if name == "amal":
        page.goto(f"{house.url}/console/cases/{numbers['arabic']}")
        picture("6-close", lambda page: page.click("#ask-close"))
    page.goto(f"{house.url}/console?show=mine")
    picture("7-mine")
    page.goto(f"{house.url}/console/cases/{numbers['media']}")
    picture("10-media-end")
    picture("10-media", lambda page: page.evaluate("document.getElementById('log').scrollTop = 0"))
    page.goto(f"{house.url}/console/reviews")
    picture("11-reviews")
    picture("11-review-opened", lambda page: page.locator("details:has(.review-text) summary").first.click())
    if width == "wide" and scheme == "light":
        page.goto(f"{house.url}/console")
        page.wait_for_timeout(300)
        house.person(f"+97150123{ord(name[0])}").needs_somebody(topic="danger_violence", priority="urgent")
        picture("8-news", lambda page: page.wait_for_selector("#news a"))
        picture("8-keys", lambda page: page.keyboard.press("?"))
        page.goto(f"{house.url}/console/cases/{numbers['french']}")
        picture("9-understood", lambda page: page.locator(".understood summary").last.click())
    context.close()


if __name__ == "__main__":
    main()
