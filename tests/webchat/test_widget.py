"""The chat on another organisation's page, in a real browser: who may show it, how it opens, and what stays."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, Request, expect

from bot.app import make_app
from helpline.errors import SettingsError
from helpline.settings import read_settings
from tests.webchat.browsing import DESKTOP, PASSPORT
from tests.webchat.foreign import ForeignSite
from tests.webchat.site import Site

MOST_BYTES = 6 * 1024
Visit = Callable[..., Page]


@pytest.fixture
def visit(new_context: Callable[..., BrowserContext], site: Site, foreign: ForeignSite) -> Visit:
    def visit(attributes: str = 'data-language="en"', *, is_remembering: bool = False, **options: Any) -> Page:
        """This browser refuses storage to frames of other sites, as many do; `is_remembering` is a site of the same
        name, where it does not."""
        helpline = site.url.replace("127.0.0.1", "localhost") if is_remembering else site.url
        page = new_context(**options).new_page()
        page.goto(foreign.address(helpline, attributes))
        expect(launcher(page)).to_be_visible()
        return page

    return visit


def launcher(page: Page) -> Locator:
    return page.locator("button[aria-controls=sanad-panel]")


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("#sanad-panel iframe")


def open_widget(page: Page) -> FrameLocator:
    launcher(page).click()
    expect(chat(page).locator("#composer")).to_be_visible()
    return chat(page)


def ask(inside: FrameLocator, language: str = "en") -> None:
    inside.locator("#text").fill(PASSPORT[language])
    inside.locator("#send").click()
    expect(inside.locator(".choices button")).to_have_count(6)


def test_the_widget_is_small_and_the_frame_is_for_listed_sites_only(
    web: httpx.Client, site: Site, foreign: ForeignSite
) -> None:
    script = web.get("/widget.js")
    assert script.status_code == 200 and len(script.content) <= MOST_BYTES
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    ancestors = {
        path: re.findall(r"frame-ancestors ([^;]*)", web.get(path).headers["content-security-policy"])
        for path in ("/", "/embed", "/privacy-notice", "/widget.js")
    }
    assert ancestors.pop("/embed") == [f"https://ngo.example {foreign.allowed}"]
    assert set(map(tuple, ancestors.values())) == {("'none'",)}
    assert web.get("/embed").headers["referrer-policy"] == "no-referrer"


def test_without_the_setting_nothing_can_be_embedded(site: Site) -> None:
    settings = replace(site.gateway.settings, webchat_allowed_origins="", helpline_worker="separate")
    with TestClient(make_app(replace(site.gateway, settings=settings)), base_url="http://127.0.0.1") as client:
        found = {path: client.get(path).status_code for path in ("/", "/embed", "/widget.js")}
    assert found == {"/": 200, "/embed": 404, "/widget.js": 404}


@pytest.mark.parametrize(
    "wrong", ["*", "https://*.ngo.example", "ngo.example", "https://a.example/page", "https://a.example; script-src *"]
)
def test_a_site_that_is_not_named_in_full_stops_the_start(wrong: str) -> None:
    with pytest.raises(SettingsError, match="WEBCHAT_ALLOWED_ORIGINS: `"):
        read_settings({"WEBCHAT_ALLOWED_ORIGINS": f"https://ngo.example,{wrong}"}, Path("none"))


def test_with_https_the_sites_around_must_have_it_too() -> None:
    found = {"PUBLIC_BASE_URL": "https://help.example", "WEBCHAT_ALLOWED_ORIGINS": "http://ngo.example"}
    with pytest.raises(SettingsError, match="must begin with https://"):
        read_settings(found, Path("none"))
    found["WEBCHAT_ALLOWED_ORIGINS"] = "https://NGO.example/, https://ngo.example,"
    assert read_settings(found, Path("none")).embedding_origins == ("https://ngo.example",)


def test_a_question_is_answered_on_a_foreign_page(visit: Visit, site: Site) -> None:
    page = visit()
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.wait_for_load_state("networkidle")
    assert requests == []  # nothing is loaded before somebody wants it
    inside = open_widget(page)
    ask(inside)
    expect(inside.locator(".bubble.bot").first).to_contain_text("Your passport should stay with you")
    assert {request.url[: len(site.url)] for request in requests} == {site.url}
    told = [name for request in requests for name in request.all_headers() if name == "referer"]
    assert told == []
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    frame = page.locator("#sanad-panel iframe")
    assert frame.get_attribute("title") == "Sanad: confidential chat"
    assert "allow-top-navigation" not in str(frame.get_attribute("sandbox"))


def test_a_site_that_is_not_listed_is_refused_by_the_browser(
    browser: Browser, site: Site, foreign: ForeignSite
) -> None:
    page = browser.new_page()
    refusals: list[str] = []
    page.on("console", lambda line: refusals.append(line.text))
    page.goto(foreign.address(site.url, is_allowed=False))
    launcher(page).click()
    expect(page.locator("#sanad-panel [role=status]")).to_have_text("The chat does not open here.")
    expect(page.locator("#sanad-panel a")).to_have_attribute("href", f"{site.url}/?lang=en")
    assert any("frame-ancestors" in line for line in refusals)
    assert chat(page).locator("#composer").count() == 0
    page.close()


def test_the_keyboard_opens_and_closes_and_the_focus_comes_back(visit: Visit) -> None:
    page = visit(**DESKTOP)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(launcher(page)).to_be_focused()
    assert launcher(page).evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3
    page.keyboard.press("Enter")
    inside = chat(page)
    expect(inside.locator("#composer")).to_be_visible()
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    ask(inside)
    inside.locator("#text").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#sanad-panel")).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(inside.locator(".bubble.bot")).to_have_count(2)
    expect(page.locator("iframe")).to_be_focused()
    assert page.frames[1].evaluate("document.hasFocus()")
    inside.locator("#hide").focus()
    page.keyboard.press("Tab")
    expect(inside.locator("#close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(launcher(page)).to_be_focused()


@pytest.mark.parametrize(
    ("attributes", "side"),
    [
        ('data-language="ar"', "left"),
        ('data-language="en" data-position="left"', "left"),
    ],
)
def test_it_stands_on_the_side_that_was_asked_for(visit: Visit, attributes: str, side: str) -> None:
    page = visit(attributes, viewport={"width": 1000, "height": 800}, is_mobile=False)
    inside = open_widget(page)
    for part in (launcher(page), page.locator("#sanad-panel")):
        box = part.bounding_box()
        assert box
        edge = box["x"] if side == "left" else 1000 - box["x"] - box["width"]
        assert abs(edge - 16) < 2
    assert launcher(page).evaluate("e => getComputedStyle(e).textTransform") == "none"
    language = attributes[15:17]
    expect(inside.locator("html")).to_have_attribute("lang", language)


def test_on_a_phone_it_takes_the_whole_screen(visit: Visit) -> None:
    page = visit('data-language="fr"', viewport={"width": 320, "height": 480})
    inside = open_widget(page)
    assert page.locator("#sanad-panel").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 480}
    expect(launcher(page)).to_be_hidden()
    assert page.locator("iframe").bounding_box() == page.locator("#sanad-panel").bounding_box()
    assert inside.locator("#text").evaluate("e => e.offsetHeight") < 60
    names = inside.locator("header a.hide, header button, header summary")
    boxes = [each.bounding_box() for each in names.all()]
    assert len({box["y"] for box in boxes if box}) == 1  # one line, also in the longest language
    inside.locator("#close").click()
    expect(launcher(page)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).overflow") == "visible"


@pytest.mark.parametrize("how", ["button", "escape", "leave"])
def test_hiding_clears_the_chat_and_tells_the_page(visit: Visit, how: str) -> None:
    away = "https://www.google.com/search?q=weather"
    leave = f' data-leave="{away}"' if how == "leave" else ""
    page = visit(f'data-language="en"{leave}', is_remembering=True)
    page.evaluate("document.addEventListener('sanad-hidden', () => { document.title = 'hidden'; })")
    inside = open_widget(page)
    ask(inside)
    inside.locator("#keep").check()
    if how == "escape":
        inside.locator("#text").focus()
        page.keyboard.press("Escape")
        expect(launcher(page)).to_be_focused()
        page.keyboard.press("Escape")
    else:
        inside.locator("#hide").click()
    if how == "leave":
        page.wait_for_url(away)
        return
    expect(page.locator("iframe")).to_have_count(0)
    expect(page).to_have_title("hidden")
    expect(page.locator("h1")).to_be_visible()
    inside = open_widget(page)
    expect(inside.locator(".bubble")).to_have_count(0)
    assert page.frames[1].evaluate("sessionStorage.length + localStorage.length") == 0


def test_without_any_storage_it_works_also_in_another_language(visit: Visit) -> None:
    page = visit()
    inside = open_widget(page)
    expect(inside.locator("#keep-line")).to_be_hidden()
    ask(inside)
    inside.locator("#languages summary").click()
    inside.locator("#languages a[lang=fr]").click()
    expect(inside.locator(".bubble.bot").last).to_contain_text("en français")
    expect(inside.locator(".bubble.bot").first).to_contain_text("Your passport")


def test_the_conversation_goes_on_over_the_pages_of_the_site_and_in_the_chosen_language(visit: Visit) -> None:
    page = visit(is_remembering=True)
    inside = open_widget(page)
    ask(inside)
    inside.locator("#languages summary").click()
    inside.locator("#languages a[lang=fr]").click()
    expect(inside.locator("#send")).to_have_text("Envoyer")
    expect(inside.locator(".bubble.bot").last).to_contain_text("en français")
    page.reload()
    launcher(page).click()
    expect(inside.locator("#send")).to_have_text("Envoyer")
    expect(inside.locator(".bubble.bot")).to_have_count(3)


def test_messages_of_others_are_not_obeyed_and_new_ones_are_announced(visit: Visit, site: Site) -> None:
    page = visit(is_remembering=True)
    inside = open_widget(page)
    ask(inside)
    talk = page.frames[1].evaluate("JSON.parse(sessionStorage.getItem('sanad.talk')).id")
    page.evaluate("['close', 'hidden'].forEach((what) => window.postMessage('sanad:' + what, '*'))")
    page.frames[1].evaluate("window.postMessage('sanad:hide', '*')")
    expect(inside.locator(".bubble.bot")).to_have_count(2)
    inside.locator("#close").click()
    site.say_as_staff(talk, "Are you there?")
    expect(launcher(page)).to_have_text("New message")
