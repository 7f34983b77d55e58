"""What somebody does in a browser: on the phones, and as staff in the console beside them."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from helpline.domain.people import Role
from helpline.storage import staff
from helpline.usecases.passwords import hash_password
from tests.webchat.site import Site

DESKTOP: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
QUESTIONS = {"en": "My employer keeps my passport", "ar": "صاحب العمل يأخذ جواز سفري"}
_EMAIL, _PASSWORD = "salma.{language}@example.org", "correct horse battery"
_CASE_NUMBER = re.compile(r"\b[A-Z]\d[A-Z]-\d\d\b")


def phone(page: Page, channel: str) -> Locator:
    return page.locator(f"#phone-{channel}")


def bubbles(page: Page, channel: str, side: str = "bot") -> Locator:
    return phone(page, channel).locator(f".bubble.{side}")


def say(page: Page, channel: str, text: str) -> None:
    page.fill(f"#text-{channel}", text)
    page.press(f"#text-{channel}", "Enter")


def arrived(page: Page, channel: str, words: str, *, count: int = 1) -> Locator:
    """The one bubble of the bot's with these words, or the latest of several."""
    bubble = bubbles(page, channel).filter(has_text=words)
    expect(bubble).to_have_count(count)
    return bubble.last


def text_of(bubble: Locator) -> str:
    return bubble.locator(".text").text_content() or ""


def use(page: Page, channel: str, control: str) -> None:
    """A button among those that make something go wrong; they need not be opened first."""
    more = phone(page, channel).locator("details.more").first
    if not more.evaluate("e => e.open"):
        more.locator("summary").click()
    more.locator(control).click()


def edit(page: Page, words: str, text: str) -> Locator:
    """Changes what was written on Telegram; returns the bubble."""
    own = bubbles(page, "telegram", "person").filter(has=page.locator(".text", has_text=words)).last
    number = own.get_attribute("id")
    own.locator(".change summary").click()
    own.locator(".change textarea").fill(text)
    own.locator(".change button").click()
    return page.locator(f"#{number}")


def case_in(bubble: Locator) -> str:
    """The number of the case that the person was told."""
    found = _CASE_NUMBER.search(text_of(bubble))
    assert found, "no case was told"
    return found.group()


def open_case(page: Page, site: Site, number: str, language: str = "en") -> Page:
    """In a new tab of the same browser, signed in as Salma, who reads the console in that language."""
    console = page.context.new_page()
    console.goto(f"{site.url}/console")
    if console.locator("#email").count():
        console.fill("#email", _salma(site, language))
        console.fill("#password", _PASSWORD)
        console.press("#password", "Enter")
        console.wait_for_selector("#queue")
    console.goto(f"{site.url}/console/cases/{number}")
    expect(console.locator("#case-title")).to_be_visible()
    return console


def answer_as_staff(console: Page, text: str) -> None:
    console.fill("#reply-text", text)
    console.click("#reply button")
    expect(console.locator("#log")).to_contain_text(text)


def take(console: Page) -> None:
    console.click("#take")
    expect(console.locator("#reply-text")).to_be_visible()


def _salma(site: Site, language: str) -> str:
    email = _EMAIL.format(language=language)
    with site.gateway.database.write() as tx:
        if staff.find_staff(tx, email) is None:
            password_hash = hash_password(_PASSWORD)
            salma = staff.add_staff(
                tx, email=email, name="Salma Rahman", role=Role.CASEWORKER, password_hash=password_hash
            )
            staff.set_language(tx, salma.id, language)
    return email
