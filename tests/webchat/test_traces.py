"""What stays on the phone and on the server, and what does not."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.webchat.browsing import (
    PASSPORT,
    Open,
    ask_about_passport,
    bubbles,
    is_hiding_place,
    own_texts,
    say,
    show,
    talk_id,
)
from tests.webchat.site import Site


def test_a_reload_keeps_conversation_and_draft_in_this_tab_only(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.fill("#text", "half a sen")
    page.reload()
    expect(bubbles(page, "bot")).to_have_count(2)
    expect(bubbles(page, "own")).to_have_count(1)
    expect(page.locator(".choices button")).to_have_count(6)
    assert page.input_value("#text") == "half a sen"
    assert page.evaluate("localStorage.length") == 0
    other = show(page.context.new_page(), site)
    other.wait_for_timeout(300)
    expect(other.locator(".bubble")).to_have_count(0)


def test_a_conversation_that_is_to_be_kept_is_there_in_a_new_tab(open_chat: Open, site: Site) -> None:
    page = open_chat("ar")
    ask_about_passport(page, "ar")
    page.check("#keep")
    page.close()
    other = page.context.new_page()
    show(other, site, "ar")
    expect(bubbles(other, "bot")).to_have_count(2)
    assert other.is_checked("#keep")
    other.uncheck("#keep")
    assert other.evaluate("localStorage.length") == 0
    other.reload()
    expect(bubbles(other, "bot")).to_have_count(2)


@pytest.mark.parametrize("how", ["button", "escape", "notice"])
def test_hiding_leaves_nothing_behind(open_chat: Open, site: Site, how: str) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.check("#keep")
    if how == "notice":
        page.click(".stored a")
        expect(page.locator("h1")).to_have_text("What is stored")
    if how == "escape":
        page.focus("#text")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    else:
        page.click("#hide")
    page.wait_for_url(is_hiding_place)
    assert page.title() == "Weather"
    page.go_back()
    if how == "notice":
        expect(page.locator("#composer")).to_be_visible()
        expect(page.locator(".bubble")).to_have_count(0)
    else:
        assert page.url == "about:blank"
    show(page, site)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    expect(page.locator(".bubble")).to_have_count(0)


def test_hiding_works_before_the_rest_of_the_script_has_come(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.check("#keep")
    held: list[Route] = []
    page.route(lambda url: url.endswith(".js"), lambda route: held.append(route))
    page.goto(f"{site.url}/privacy-notice?lang=en", wait_until="commit")
    expect(page.locator("h1")).to_have_text("What is stored")
    page.click("#hide", no_wait_after=True)
    page.wait_for_url(is_hiding_place)
    assert len(held) == 1
    page.unroute_all(behavior="ignoreErrors")
    page.go_back()
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator("#examples")).to_be_visible()
    expect(page.locator(".bubble")).to_have_count(0)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_one_escape_does_not_hide(open_chat: Open) -> None:
    page = open_chat()
    page.click("#languages summary")
    expect(page.locator("#languages ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#languages ul")).to_be_hidden()
    page.wait_for_timeout(1200)
    page.keyboard.press("Escape")
    expect(page.locator("#composer")).to_be_visible()


def test_erasing_clears_the_screen_and_a_new_conversation_can_begin(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    first = talk_id(page)
    say(page, "DELETE")
    page.click(".choices button:has-text('Yes, erase it')")
    expect(page.locator(".notice")).to_contain_text("This conversation is erased.")
    expect(page.locator(".bubble")).to_have_count(0)
    assert site.stored(first) == []
    ask_about_passport(page)
    assert talk_id(page) != first


def wait_until_erased(page: Page, site: Site, conversation_id: str) -> None:
    """Without sleeping in Python: every request of the page is looked at here before it goes out."""
    for _ in range(400):
        if site.stored(conversation_id) == []:
            return
        page.wait_for_timeout(50)
    raise AssertionError("it was not erased")


@pytest.mark.parametrize("is_answer_late", [False, True])
def test_the_wish_to_erase_does_not_stay_on_the_screen(open_chat: Open, site: Site, is_answer_late: bool) -> None:
    """The page did not hear of its own message before it was erased, nor, perhaps, that it was sent."""
    page = open_chat()
    ask_about_passport(page)
    first = talk_id(page)
    say(page, "DELETE")
    erase = page.locator(".choices button:has-text('Yes, erase it')")
    expect(erase).to_be_visible()

    def is_news(url: str) -> bool:
        return "after=" in url

    def hold(route: Route) -> None:
        answer = route.fetch()
        page.unroute(is_news)
        expect(page.locator(".notice")).to_be_visible()
        route.fulfill(response=answer)

    page.route(is_news, lambda route: route.abort())
    page.evaluate("window.stop()")
    if is_answer_late:
        page.route(lambda url: url.endswith("/messages"), hold)
    erase.click()
    wait_until_erased(page, site, first)
    if not is_answer_late:
        page.unroute(is_news)
    expect(page.locator(".notice")).to_contain_text("This conversation is erased.")
    expect(page.locator(".bubble")).to_have_count(0)


def test_what_is_written_after_an_erasure_elsewhere_begins_anew(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.evaluate("sessionStorage.setItem('sanad.talk', JSON.stringify({id: 'gone', token: 'gone'}))")
    page.reload()
    ask_about_passport(page)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]
    expect(bubbles(page, "own")).to_have_count(1)
