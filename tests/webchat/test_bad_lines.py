"""No message is lost or doubled, whatever the line, the browser or the server does."""

import json
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

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
from tests.webchat.site import Server, Site, make_site

WRITTEN_AWAY = ["first while away", "second while away", "third while away"]


def expect_all_once(page: Page, site: Site) -> None:
    """What was written meanwhile is there once, in order, on the screen and on the server, and is answered."""
    expect(bubbles(page, "own").locator(".tick")).to_have_count(4)
    expect(page.locator("#bar")).to_be_hidden()
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.locator(".log > .own:last-child")).to_have_count(0)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"], *WRITTEN_AWAY]
    assert bubbles(page, "own").locator(".said").all_inner_texts() == [PASSPORT["en"], *WRITTEN_AWAY]


def write_away(page: Page, trouble: str) -> None:
    for text in WRITTEN_AWAY:
        say(page, text)
    expect(page.locator("#bar")).to_have_text(trouble)
    expect(page.locator(".pending .state")).to_have_text(["Kept, not sent yet"] * 3)


def test_without_connection_messages_are_kept_and_go_out_once_in_order(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.context.set_offline(True)
    write_away(page, "No connection. Your message is kept and goes out by itself.")
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]
    page.context.set_offline(False)
    expect_all_once(page, site)


def test_while_the_server_cannot_answer_messages_are_kept(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.route("**/messages", lambda route: route.fulfill(status=503, body="{}"))
    write_away(page, "Something is wrong on our side. Your message is kept and goes out by itself.")
    page.unroute("**/messages")
    page.evaluate("window.dispatchEvent(new Event('online'))")  # instead of waiting for the next try
    expect_all_once(page, site)


def test_a_proxy_that_refuses_streams_costs_nothing_but_time(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.route("**/events?*", lambda route: route.fulfill(status=502, body="no streams here"))
    ask_about_passport(page)
    site.say_as_staff(talk_id(page), "Hello")
    expect(bubbles(page, "staff")).to_have_count(1)


def test_the_first_message_may_be_written_without_connection(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.context.set_offline(True)
    expect(page.locator("#bar")).to_have_text("No connection. You can write: it is kept and goes out by itself.")
    say(page, PASSPORT["en"])
    page.wait_for_timeout(1200)
    page.context.set_offline(False)
    expect(bubbles(page, "bot")).to_have_count(2)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]


def test_a_message_whose_confirmation_is_lost_is_not_doubled(open_chat: Open, site: Site) -> None:
    page = open_chat()
    sent: list[str] = []

    def lose_first(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(json.loads(route.request.post_data or "{}")["id"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/messages", lose_first)
    ask_about_passport(page)
    expect(page.locator("#bar")).to_be_hidden()
    page.wait_for_timeout(2000)
    assert len(sent) == 2 and len(set(sent)) == 1
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]
    expect(bubbles(page, "own")).to_have_count(1)


def test_what_was_not_sent_survives_closing_the_page(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.route("**/messages", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    say(page, "sent after the reload")
    expect(bubbles(page, "own").last.locator(".state")).to_have_text("Kept, not sent yet")
    page.unroute("**/messages")
    page.reload()
    expect(bubbles(page, "own").locator(".tick")).to_have_count(2)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"], "sent after the reload"]


def test_too_many_messages_wait_as_long_as_the_server_asks(open_chat: Open, site: Site) -> None:
    page = open_chat()
    times: list[float] = []

    def refuse_first(route: Route) -> None:
        if route.request.method == "POST":
            times.append(time.monotonic())
        if len(times) == 1 and route.request.method == "POST":
            route.fulfill(status=429, headers={"Retry-After": "2"}, body="{}")
        else:
            route.continue_()

    page.route("**/messages", refuse_first)
    say(page, PASSPORT["en"])
    expect(page.locator("#bar")).to_contain_text("Many messages in a short time")
    expect(bubbles(page, "bot")).to_have_count(2)
    assert times[1] - times[0] >= 1.9
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]


@pytest.mark.parametrize("missing", ["ReadableStream", "TextDecoder", "AbortController"])
def test_older_browsers_ask_again_and_again_instead_of_streaming(open_chat: Open, site: Site, missing: str) -> None:
    page = open_chat()
    page.context.add_init_script(f"delete window.{missing}")
    page.reload()
    ask_about_passport(page)
    site.say_as_staff(talk_id(page), "Hello")
    expect(bubbles(page, "staff")).to_have_count(1)


def test_a_browser_without_storage_can_still_talk(open_chat: Open, site: Site) -> None:
    page = open_chat()
    refuse = "Object.defineProperty(window, '{}', {{get() {{ throw new DOMException('no', 'SecurityError'); }}}});"
    page.context.add_init_script(refuse.format("sessionStorage") + refuse.format("localStorage"))
    page.reload()
    ask_about_passport(page)


def test_a_stream_that_is_held_back_is_replaced(open_chat: Open, site: Site) -> None:
    """A proxy that answers the stream and then keeps everything to itself."""
    page = open_chat()
    page.context.add_init_script(
        "const real = window.fetch;"
        "const silent = () => Promise.resolve(new Response(new ReadableStream({start() {}})));"
        "window.fetch = (path, init) => String(path).indexOf('/events') < 0 ? real(path, init) : silent();"
        "const later = window.setTimeout; window.setTimeout = (f, t) => later(f, t === 10000 ? 300 : t);"
    )
    page.reload()
    ask_about_passport(page)


def test_a_restarted_server_is_found_again_without_doubles(
    new_context: Callable[..., BrowserContext], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = make_site(tmp_path_factory.mktemp("restart"))
    server = Server(site)
    server.start()
    page = show(new_context().new_page(), site)
    ask_about_passport(page)
    server.stop()
    say(page, "while the server is away")
    expect(page.locator("#bar")).to_be_visible()
    settings = site.gateway.settings
    again = make_site(settings.helpline_data_dir, port=settings.helpline_port)
    server = Server(again)
    server.start()
    try:
        expect(bubbles(page, "own").locator(".tick")).to_have_count(2)
        expect(bubbles(page, "bot")).to_have_count(3)
        expect(page.locator("#bar")).to_be_hidden()
        assert own_texts(again, talk_id(page)) == [PASSPORT["en"], "while the server is away"]
    finally:
        server.stop()


def test_without_javascript_the_page_says_what_to_do(new_context: Callable[..., BrowserContext], site: Site) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/?lang=en")
    expect(page.locator(".no-script").first).to_be_visible()
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator("#starting")).to_be_hidden()
    assert is_hiding_place(str(page.locator("#hide").get_attribute("href")))
