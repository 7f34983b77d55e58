"""The page as a person meets it, in Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.webchat.site import Site

DESKTOP = {"viewport": {"width": 1360, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Fails the test when a page breaks or asks another host for something."""
    wrong: list[str] = []
    opened: list[BrowserContext] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site.url, "data:")):
            wrong.append(request.url)

    def open_page(language: str = "en", **options: Any) -> Page:
        context = browser.new_context(**{**DESKTOP, **options})
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
        context.on("request", note)
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site.url}/simulator?lang={language}")
        return page

    yield open_page
    for context in opened:
        context.close()
    assert wrong == []


def phone(page: Page, channel: str) -> Locator:
    return page.locator(f"#phone-{channel}")


def say(page: Page, channel: str, text: str) -> None:
    page.fill(f"#text-{channel}", text)
    page.press(f"#text-{channel}", "Enter")


def arrived(page: Page, channel: str, words: str) -> Locator:
    bubble = phone(page, channel).locator(".bubble.bot", has_text=words)
    expect(bubble).to_have_count(1)
    return bubble


def test_arabic_chosen_by_number_on_sms(open_page: Callable[..., Page]) -> None:
    page = open_page(**PHONE)
    page.click("[data-shows=sms]")
    expect(phone(page, "whatsapp")).to_be_hidden()
    say(page, "sms", "language")
    arrived(page, "sms", "العربية")
    say(page, "sms", "2")
    bubble = phone(page, "sms").locator(".bubble.bot").last
    expect(bubble.locator(".state")).to_contain_text("UCS-2")
    assert bubble.locator(".text").evaluate("e => getComputedStyle(e).unicodeBidi + e.dir") == "plaintextauto"


def test_a_tap_on_telegram_keeps_the_focus_and_is_answered(open_page: Callable[..., Page]) -> None:
    page = open_page()
    say(page, "telegram", "passport")
    asked = arrived(page, "telegram", "In which country")
    asked.get_by_role("button", name="Kuwait").press("Enter")
    expect(asked.locator(".state")).to_contain_text("the bot answered the tap")
    expect(asked.get_by_role("button", name="Kuwait")).to_be_focused()


def test_whatsapp_shows_ticks_and_keeps_what_is_being_typed(open_page: Callable[..., Page]) -> None:
    page = open_page("ar")
    say(page, "whatsapp", "جواز")
    page.type("#text-whatsapp", "لم أنته بعد")
    expect(arrived(page, "whatsapp", "جواز").locator(".state")).to_contain_text("✓✓ قُرئت")
    expect(page.locator("#text-whatsapp")).to_have_value("لم أنته بعد")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_could_not_be_sent_is_in_the_field_again(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.route("**/write*", lambda route: route.abort())
    say(page, "sms", "passport")
    expect(phone(page, "sms").locator(".problem")).to_be_visible()
    expect(page.locator("#text-sms")).to_have_value("passport")
    page.unroute("**/write*")
    page.press("#text-sms", "Enter")
    expect(page.locator("#text-sms")).to_have_value("")
    arrived(page, "sms", "Your passport")


def test_429_and_then_it_arrives(open_page: Callable[..., Page]) -> None:
    page = open_page()
    sms = phone(page, "sms")
    sms.get_by_text("Make something go wrong").click()
    sms.get_by_label("Next message of the bot").select_option("too_many")
    sms.get_by_role("button", name="Add").first.click()
    expect(sms.locator(".status")).to_contain_text("Next send: 429")
    say(page, "sms", "passport")
    expect(arrived(page, "sms", "Your passport").locator(".state")).to_contain_text("delivered")
    expect(sms.locator(".status")).not_to_contain_text("429")
    sms.get_by_text("What the provider saw").click()
    outcomes = sms.locator(".outcome")
    expect(outcomes.filter(has_text="429")).to_have_count(1)
    expect(outcomes.filter(has_text="201").first).to_be_visible()
