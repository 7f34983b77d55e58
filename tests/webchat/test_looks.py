"""It fits every screen, can be read, touched and reached, in every language, by day and by night."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.webchat.browsing import (
    DESKTOP,
    LANGUAGES,
    PASSPORT,
    Open,
    ask_about_passport,
    bubbles,
    overflowing,
    say,
    talk_id,
)
from tests.webchat.site import Site

CONTRASTS = Path(__file__).parent / "contrasts.js"


def test_arabic_is_written_from_right_to_left(open_chat: Open) -> None:
    page = open_chat("ar")
    ask_about_passport(page, "ar")
    page.click(".choices button >> nth=1")
    answer = page.locator(".bubble.bot:has(.phone)")
    expect(answer).to_be_visible()
    own, frame = bubbles(page, "own").last.bounding_box(), page.locator("#log").bounding_box()
    theirs, phone = answer.bounding_box(), answer.locator(".phone").first
    assert own and frame and theirs
    assert abs(own["x"] - frame["x"]) < 2
    assert abs(theirs["x"] + theirs["width"] - frame["x"] - frame["width"]) < 2
    assert answer.locator(".said").get_attribute("lang") == "ar"
    assert phone.evaluate("e => getComputedStyle(e).direction") == "ltr"
    expect(answer.locator(".source")).to_contain_text(re.compile(r"تم التحقق في \d"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(open_chat: Open, site: Site, language: str, width: int) -> None:
    page = open_chat(language, viewport={"width": width, "height": 600})
    ask_about_passport(page, language)
    page.click(".choices button >> nth=1")
    expect(page.locator(".bubble .phone").first).to_be_visible()
    site.say_urgent(talk_id(page))
    site.say_as_staff(talk_id(page), "https://www.example.org/" + "long" * 60)
    expect(bubbles(page, "staff")).to_be_visible()
    assert overflowing(page) == []
    too_wide = page.evaluate(
        "Array.from(document.querySelectorAll('body *')).filter(e => e.getClientRects().length && !e.closest('.unseen')"
        " && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert too_wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_twice_the_size_still_fit(open_chat: Open, site: Site, language: str) -> None:
    page = open_chat(language)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    ask_about_passport(page, language)
    site.say_urgent(talk_id(page), language)
    expect(bubbles(page, "urgent")).to_be_visible()
    assert overflowing(page) == []


def test_printing_leaves_out_what_cannot_be_used_on_paper(open_chat: Open) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.emulate_media(media="print")
    expect(bubbles(page, "bot").first).to_be_visible()
    for selector in ("#composer", "#hide", ".choices", ".thumbs"):
        expect(page.locator(selector).first).to_be_hidden()


def scenes(page: Page, site: Site, language: str) -> Iterator[str]:
    """The page in the states that people see."""
    yield "first"
    ask_about_passport(page, language)
    page.click(".choices button >> nth=1")
    expect(page.locator(".bubble .phone").first).to_be_visible()
    site.say_urgent(talk_id(page))
    site.say_as_staff(talk_id(page), "Are you there?")
    expect(bubbles(page, "staff")).to_be_visible()
    page.context.set_offline(True)
    say(page, "offline")
    expect(page.locator("#bar")).to_be_visible()
    yield "conversation"
    page.context.set_offline(False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_to_touch_is_big_enough_and_has_a_name(open_chat: Open, site: Site, language: str) -> None:
    page = open_chat(language)
    for scene in scenes(page, site, language):
        small = page.evaluate(
            """() => Array.from(document.querySelectorAll('button, summary, textarea, label, a'))
            .filter(e => e.getClientRects().length && !e.closest('.unseen') && !e.closest('p'))
            .filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
            .filter(e => !e.classList.contains('unseen')).map(e => e.outerHTML.slice(0, 100))"""
        )
        assert small == [], scene
        nameless = page.evaluate(
            """() => Array.from(document.querySelectorAll('button, a, summary, textarea, input'))
            .filter(e => e.getClientRects().length && !e.textContent.trim() && !e.getAttribute('aria-label')
              && !(e.labels && e.labels.length)).map(e => e.outerHTML.slice(0, 100))"""
        )
        assert nameless == [], scene


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(open_chat: Open, site: Site, scheme: str) -> None:
    page = open_chat(color_scheme=scheme)
    for scene in scenes(page, site, "en"):
        assert page.evaluate(CONTRASTS.read_text()) == [], scene
    page.goto(f"{site.url}/privacy-notice")
    assert page.evaluate(CONTRASTS.read_text()) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_visible_wherever_the_keyboard_goes(open_chat: Open, scheme: str) -> None:
    page = open_chat(**DESKTOP, color_scheme=scheme)
    ask_about_passport(page)
    visited = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        where, width = page.evaluate(
            "() => { const e = document.activeElement; return [`${e.tagName}.${e.className}#${e.id}`,"
            " parseFloat(getComputedStyle(e).outlineWidth)]; }"
        )
        if where.startswith("BODY"):
            continue
        assert width >= 3, where
        visited.add(where)
    assert {"TEXTAREA.#text", "BUTTON.#send", "A.hide#hide", "SUMMARY.#", "INPUT.#keep"} <= visited


def test_nothing_moves_when_the_person_does_not_want_it(open_chat: Open, site: Site) -> None:
    page = open_chat(reduced_motion="reduce")
    site.brain.seconds = 1.0
    say(page, PASSPORT["en"])
    expect(page.locator(".moving")).to_be_visible()
    assert page.locator(".moving").evaluate("e => getComputedStyle(e, '::after').animationDuration") == "0s"


def test_the_notice_has_the_same_header_and_leads_back(open_chat: Open, site: Site) -> None:
    page = open_chat("fr")
    before = page.locator("header").bounding_box()
    page.click(".stored a")
    expect(page.locator("h1")).to_have_text("Ce qui est enregistré")
    assert page.locator("header").bounding_box() == before
    page.click(".back")
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
