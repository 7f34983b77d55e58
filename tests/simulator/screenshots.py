"""`python -m tests.simulator.screenshots [folder]`: pictures of the phones to look at, in English and Arabic, on a
desktop and a phone. Not a test; the folder is not committed."""

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from helpline.content.wording import Wording
from tests.simulator.browsing import (
    DESKTOP,
    PHONE,
    QUESTIONS,
    answer_as_staff,
    arrived,
    bubbles,
    case_in,
    edit,
    open_case,
    phone,
    say,
    take,
    text_of,
    use,
)
from tests.simulator.visiting import conversation_of
from tests.webchat.site import Server, Site, make_site

CHROMIUM = "/usr/bin/chromium"
SIZES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": {**PHONE, "is_mobile": True, "has_touch": True}}
FURTHER = {"en": "And my salary?", "ar": "وماذا عن راتبي؟"}
STAFF = {
    "en": "Hello, I am Salma. Are you safe tonight? You can call me: +974 4400 0000",
    "ar": "مرحبًا، أنا سلمى. هل أنت في أمان الليلة؟ يمكنك الاتصال بي: +974 4400 0000",
}
PERSON, OPEN, HELLO = {"en": "person", "ar": "شخص"}, {"en": "OPEN", "ar": "افتح"}, {"en": "helo", "ar": "مرحبًاا"}
LINK = {"en": "LINK", "ar": "ربط"}
MORE = {"en": "MORE", "ar": "المزيد"}
_MOST_PIECES = 8


@dataclass
class Tour:
    """One scene in one language on one screen."""

    page: Page
    site: Site
    language: str
    save: Callable[[Page, str], None]

    @property
    def wording(self) -> Wording:
        return self.site.gateway.services.wording

    def line(self, key: str) -> str:
        """Enough of a sentence to know it by."""
        name = self.wording.say(self.language, "our_name")
        return self.wording.say(self.language, key, name=name, case="", before="", code="", chat="")[:24]

    def show(self, channel: str) -> None:
        tab = self.page.locator(f"[data-shows={channel}]")
        if tab.is_visible():
            tab.click()

    def shoot(self, scene: str, page: Page | None = None) -> None:
        self.save(page or self.page, scene)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=20_000)
    with _running() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for language in QUESTIONS:
            for size in SIZES:
                for scene in SCENES:
                    take_pictures(browser, site, scene, language, size, folder)
        browser.close()


@contextmanager
def _running() -> Iterator[Site]:
    site = make_site(Path(tempfile.mkdtemp()))
    server = Server(site)
    server.start()
    try:
        yield site
    finally:
        server.stop()


def take_pictures(
    browser: Browser, site: Site, scene: Callable[[Tour], None], language: str, size: str, folder: Path
) -> None:
    context = browser.new_context(**SIZES[size])
    page = context.new_page()
    page.goto(f"{site.url}/simulator?lang={language}")

    def save(shown: Page, name: str) -> None:
        shown.wait_for_timeout(250)
        is_phones = "/simulator" in shown.url  # the console fills its window and scrolls within
        shown.screenshot(path=folder / f"simulator-{name}-{language}-{size}.png", full_page=is_phones)

    scene(Tour(page, site, language, save))
    context.close()


def first_look(tour: Tour) -> None:
    tour.shoot("1-first")
    tour.page.click("details.person summary")
    tour.shoot("1-somebody-new")


def sms(tour: Tour) -> None:
    page, language, heard = tour.page, tour.language, bubbles(tour.page, "sms")
    tour.show("sms")
    say(page, "sms", QUESTIONS[language])
    expect(heard).to_have_count(3)
    _scroll_up(page, "sms")
    tour.shoot("2-sms-short")
    more_line, last = tour.wording.say(language, "sms_more"), ""
    for piece in range(_MOST_PIECES):
        if piece and more_line not in last:
            break
        say(page, "sms", MORE[language])
        expect(heard).to_have_count(4 + piece)
        last = text_of(heard.last)
    tour.shoot("2-sms-more")


def stop(tour: Tour) -> None:
    page = tour.page
    tour.show("sms")
    say(page, "sms", QUESTIONS[tour.language])
    expect(bubbles(page, "sms")).to_have_count(3)
    say(page, "sms", "STOP")
    expect(bubbles(page, "sms", "provider")).to_have_count(1)
    say(page, "sms", FURTHER[tour.language])
    page.wait_for_timeout(1000)  # nothing comes, which cannot be waited for
    tour.shoot("3-stop")
    say(page, "sms", "START")
    arrived(page, "sms", tour.line("started"))
    tour.shoot("3-start")


def window(tour: Tour) -> None:
    page, language = tour.page, tour.language
    tour.show("whatsapp")
    say(page, "whatsapp", PERSON[language])
    console = open_case(page, tour.site, case_in(arrived(page, "whatsapp", tour.line("handed_over"))), language)
    take(console)
    arrived(page, "whatsapp", tour.line("case_taken"))
    use(page, "whatsapp", "form[action*=clock] button:not([name])")
    answer_as_staff(console, STAFF[language])
    note = arrived(page, "whatsapp", tour.line("template_waiting"))
    expect(note.locator(".state")).to_contain_text("✓✓")
    page.bring_to_front()
    tour.shoot("4-window-shut")
    tour.shoot("4-window-shut-console", console)
    say(page, "whatsapp", OPEN[language])
    arrived(page, "whatsapp", STAFF[language][:15], count=2)
    page.locator("#phone-whatsapp details.more > summary").first.click()
    tour.shoot("4-window-open")


def attachments(tour: Tour) -> None:
    page, language = tour.page, tour.language
    for channel in ("telegram", "whatsapp"):
        tour.show(channel)
        say(page, channel, QUESTIONS[language])
        arrived(page, channel, tour.line("ask_country"))
        for kind in ("voice", "photo", "document", "place"):
            page.click(f"#phone-{channel} .attach button[value={kind}]")
        told = arrived(page, channel, tour.line("media_voice"))
        expect(bubbles(page, channel, "person")).to_have_count(5)
        tour.shoot(f"5-media-{channel}")
    console = open_case(page, tour.site, case_in(told), language)
    expect(console.locator("#log img")).to_be_visible()
    console.locator("#log audio").scroll_into_view_if_needed()
    tour.shoot("5-media-console", console)


def edited(tour: Tour) -> None:
    page, language = tour.page, tour.language
    tour.show("telegram")
    say(page, "telegram", HELLO[language])
    arrived(page, "telegram", tour.line("menu"))
    bubbles(page, "telegram", "person").locator(".change summary").click()
    tour.shoot("6-editing")
    bubbles(page, "telegram", "person").locator(".change summary").click()
    edit(page, HELLO[language], QUESTIONS[language])
    arrived(page, "telegram", tour.line("ask_country"))
    _scroll_up(page, "telegram")
    tour.shoot("6-edited")


def danger(tour: Tour) -> None:
    """Numbers and addresses on every channel, and WhatsApp's list."""
    page, language = tour.page, tour.language
    for channel in ("telegram", "sms", "whatsapp"):
        tour.show(channel)
        say(page, channel, QUESTIONS[language])
        arrived(page, channel, tour.line("ask_country"))
        address = phone(page, channel).locator(".phone-top .number").text_content() or ""
        tour.site.say_urgent(conversation_of(tour.site, channel, address), language)
        arrived(page, channel, tour.line("urgent_first"))
        tour.shoot(f"7-danger-{channel}")


def troubles(tour: Tour) -> None:
    page = tour.page
    tour.show("whatsapp")
    page.locator("#phone-whatsapp details.more > summary").first.click()
    phone(page, "whatsapp").locator("select[name=kind]").first.select_option("too_many")
    use(page, "whatsapp", "form[action*=trouble] button:not([name])")
    say(page, "whatsapp", QUESTIONS[tour.language])
    asked = arrived(page, "whatsapp", tour.line("ask_country"))
    asked.locator(".keys summary").click()
    page.locator("#phone-whatsapp details.raw > summary").click()
    page.locator("#phone-whatsapp .requests summary").first.click()
    tour.shoot("8-troubles")


def linked(tour: Tour) -> None:
    page, language = tour.page, tour.language
    for channel in ("sms", "telegram"):
        tour.show(channel)
        say(page, channel, QUESTIONS[language])
        arrived(page, channel, tour.line("ask_country"))
    tour.show("sms")
    say(page, "sms", LINK[language])
    code = re.search(r"\d{8}", text_of(arrived(page, "sms", tour.line("link_code"))))
    assert code
    tour.show("telegram")
    say(page, "telegram", f"{LINK[language]} {code.group()}")
    arrived(page, "telegram", tour.line("link_wait"))
    tour.show("sms")
    arrived(page, "sms", tour.line("link_ask"))
    tour.shoot("9-linking")
    say(page, "sms", "1")
    arrived(page, "sms", tour.line("link_done"))
    tour.show("telegram")
    tour.shoot("9-linked")


def _scroll_up(page: Page, channel: str) -> None:
    phone(page, channel).locator(".screen").evaluate("e => { e.scrollTop = 0; }")


SCENES = (first_look, sms, stop, window, attachments, edited, danger, troubles, linked)

if __name__ == "__main__":
    main()
