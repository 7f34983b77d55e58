"""What a person does on the page, in words."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from helpline.domain.languages import SERVED
from tests.webchat.site import Site

Open = Callable[..., Page]

LANGUAGES = sorted(SERVED)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}
PASSPORT = {
    "en": "My employer keeps my passport",
    "ar": "صاحب العمل يأخذ جواز سفري",
    "fr": "Mon employeur garde mon passeport",
}


def is_hiding_place(url: str) -> bool:
    return url.startswith("https://www.google.com/search")


def show(page: Page, site: Site, language: str = "en") -> Page:
    page.goto(f"{site.url}/?lang={language}")
    expect(page.locator("#composer")).to_be_visible()
    return page


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")


def ask_about_passport(page: Page, language: str = "en") -> None:
    say(page, PASSPORT[language])
    expect(page.locator(".choices button")).to_have_count(6)


def bubbles(page: Page, kind: str) -> Locator:
    return page.locator(f".bubble.{kind}")


def talk_id(page: Page) -> str:
    return str(page.evaluate("JSON.parse(sessionStorage.getItem('sanad.talk')).id"))


def own_texts(site: Site, conversation_id: str) -> list[str]:
    """What the server has of the person, in order."""
    own = [stored for stored in site.stored(conversation_id) if stored["author"] == "person"]
    return [stored["text"] or stored["choice"] for stored in own]


def top_of_scroller(page: Page) -> int:
    return int(page.evaluate("document.getElementById('scroller').scrollTop"))


def overflowing(page: Page) -> list[str]:
    """The parts that scroll sideways."""
    parts = ("html", "#scroller", "header")
    return [part for part in parts if page.locator(part).first.evaluate("e => e.scrollWidth > e.clientWidth")]
