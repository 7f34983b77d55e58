"""The chat as a person uses it: Chromium, the real page, the real server."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from helpline.domain.languages import SERVED
from helpline.storage.schema import ratings
from tests.webchat.conftest import Server, Site, make_site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PASSPORT = {"en": "My employer keeps my passport", "ar": "صاحب العمل يأخذ جواز سفري", "fr": "Mon employeur garde mon passeport"}
LANGUAGES = sorted(SERVED)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        message = "Chromium is not installed (apt-get install chromium)."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that fail the test when the page makes an error or asks another host for something."""
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{**PHONE, **options})
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
        context.on("request", lambda request: None if "//127.0.0.1:" in request.url or is_hiding_place(request.url) else wrong.append(request.url))
        context.route(is_hiding_place, lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
        opened.append(context)
        return context

    yield make
    for context in opened:
        assert context.cookies() == []
        context.close()
    assert wrong == []


def is_hiding_place(url: str) -> bool:
    return url.startswith("https://www.google.com/search")


@pytest.fixture
def open_chat(new_context: Callable[..., BrowserContext], site: Site) -> Open:
    def open_chat(language: str = "en", **options: Any) -> Page:
        return show(new_context(**options).new_page(), site, language)

    return open_chat


def show(page: Page, site: Site, language: str = "en") -> Page:
    page.goto(f"{site.url}/?lang={language}")
    expect(page.locator("#composer")).to_be_visible()
    return page


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")


def bubbles(page: Page, kind: str) -> Any:
    return page.locator(f".bubble.{kind}")


def talk_id(page: Page, place: str = "sessionStorage") -> str:
    return str(page.evaluate(f"JSON.parse({place}.getItem('sanad.talk')).id"))


def own_texts(site: Site, conversation_id: str) -> list[str]:
    return [stored["text"] or stored["choice"] for stored in site.stored(conversation_id) if stored["author"] == "person"]


def ask_about_passport(page: Page, language: str = "en") -> None:
    say(page, PASSPORT[language])
    expect(page.locator(".choices button")).to_have_count(6)


def top_of_scroller(page: Page) -> int:
    return int(page.evaluate("document.getElementById('scroller').scrollTop"))


def test_opening_the_page_starts_nothing(open_chat: Open) -> None:
    page = open_chat()
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    expect(page.locator(".examples button")).to_have_count(4)


def test_an_answer_is_shown_with_steps_source_and_date(open_chat: Open) -> None:
    page = open_chat()
    ask_about_passport(page)
    answer = bubbles(page, "bot").first
    expect(answer.locator(".lead")).to_have_text(re.compile("^Your passport should stay with you"))
    assert answer.locator(".lead").evaluate("e => Number(getComputedStyle(e).fontWeight)") >= 600
    expect(answer.locator("ol li")).to_have_count(3)
    expect(answer.locator(".source")).to_contain_text(re.compile(r"Source: .+ · checked \d{1,2} \w+ 20\d\d"))
    link = answer.locator(".source a").first
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    expect(answer.locator(".thumbs button")).to_have_text(["This helped", "It did not help"])
    expect(bubbles(page, "own").locator(".tick")).to_be_visible()
    expect(page.locator(".day")).to_have_text(["Today"])
    expect(page.locator("#examples")).to_be_hidden()


def test_an_example_is_sent_as_the_persons_message(open_chat: Open, site: Site) -> None:
    page = open_chat("fr")
    page.click(".examples button >> nth=0")
    expect(bubbles(page, "own")).to_contain_text(PASSPORT["fr"])
    expect(bubbles(page, "bot").first).to_contain_text("Votre passeport")
    assert own_texts(site, talk_id(page)) == [PASSPORT["fr"]]


def test_a_choice_is_tapped_and_the_numbers_can_be_called(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.click(".choices button:has-text('United Arab Emirates')")
    phone = page.locator("a.phone").first
    expect(phone).to_have_text("80084")
    assert phone.get_attribute("href") == "tel:80084"
    assert phone.get_attribute("dir") == "ltr"
    assert "Labour claims" in str(phone.get_attribute("aria-label"))
    expect(page.locator(".choices")).to_have_count(1)  # the countries are gone, the follow-ups stand there
    expect(bubbles(page, "own").last).to_contain_text("United Arab Emirates")
    assert own_texts(site, talk_id(page))[-1] == "give_country:AE"


def test_rating_is_stored_and_shown_in_its_place(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.click(".thumbs button:has-text('It did not help')")
    expect(bubbles(page, "bot").first.locator(".rated")).to_have_text("You said: it did not help.")
    expect(bubbles(page, "bot").last).to_contain_text("I am sorry")
    expect(bubbles(page, "own")).to_have_count(1)
    with site.gateway.database.read() as tx:
        rows = tx.execute(ratings.select().where(ratings.c.conversation_id == talk_id(page))).all()
    assert [(row.answer_id, row.helped) for row in rows] == [("passport_retention", False)]
    page.reload()
    expect(bubbles(page, "bot").first.locator(".rated")).to_be_visible()


def test_without_connection_the_message_is_kept_and_goes_out_once(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.context.set_offline(True)
    say(page, "first while away")
    say(page, "second while away")
    expect(page.locator("#bar")).to_have_text("No connection. Your message is kept and goes out by itself.")
    expect(bubbles(page, "own").last.locator(".state")).to_have_text("Kept, not sent yet")
    page.wait_for_timeout(2500)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]
    page.context.set_offline(False)
    expect(page.locator("#bar")).to_be_hidden()
    expect(bubbles(page, "own").locator(".tick")).to_have_count(3)
    expect(page.locator(".pending")).to_have_count(0)
    page.wait_for_timeout(500)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"], "first while away", "second while away"]
    expect(bubbles(page, "own")).to_have_count(3)


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


def test_a_refused_message_says_so_and_can_be_tried_again(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.route("**/messages", lambda route: route.fulfill(status=400, body="{}"))
    say(page, PASSPORT["en"])
    expect(bubbles(page, "own").locator(".state")).to_contain_text("This could not be sent.")
    page.unroute("**/messages")
    page.click("text=Try again")
    expect(bubbles(page, "bot")).to_have_count(2)
    expect(bubbles(page, "own")).to_have_count(1)


def test_too_long_a_message_stays_in_the_field(open_chat: Open) -> None:
    page = open_chat()
    say(page, "a" * 4001)
    expect(page.locator("#problem")).to_contain_text("4001 of 4000")
    assert len(page.input_value("#text")) == 4001
    page.fill("#text", "short")
    expect(page.locator("#problem")).to_be_hidden()


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


def test_one_escape_does_not_hide(open_chat: Open) -> None:
    page = open_chat()
    page.click("#languages summary")
    expect(page.locator("#languages ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#languages ul")).to_be_hidden()
    page.wait_for_timeout(1200)
    page.keyboard.press("Escape")
    expect(page.locator("#composer")).to_be_visible()


def test_changing_the_language_changes_page_and_conversation(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.click("#languages summary")
    page.click("#languages a[lang=fr]")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(bubbles(page, "bot").last).to_contain_text("en français")
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"], "change_language:fr"]
    expect(page.locator("#send")).to_have_text("Envoyer")
    page.goto(site.url)  # without ?lang: as chosen before
    expect(page.locator("html")).to_have_attribute("lang", "fr")


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
    for element in ("document.documentElement", "document.getElementById('scroller')", "document.querySelector('header')"):
        assert page.evaluate(f"{element}.scrollWidth - {element}.clientWidth") <= 0
    too_wide = page.evaluate(
        "Array.from(document.querySelectorAll('body *')).filter(e => e.getClientRects().length && !e.closest('.unseen')"
        " && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert too_wide == []


def test_an_urgent_reply_puts_the_number_first_and_big(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_urgent(talk_id(page))
    urgent = bubbles(page, "urgent")
    expect(urgent.locator(".badge")).to_have_text("Urgent")
    first, second = urgent.locator(".phone").all()
    assert first.get_attribute("href") == "tel:999"
    sizes = [float(phone.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) for phone in (first, second)]
    assert sizes[0] >= 32 > sizes[1] >= 20
    above, below = first.bounding_box(), urgent.locator(".plain").first.bounding_box()
    assert above and below and above["y"] < below["y"]
    expect(urgent).to_contain_text("Your case number is K7Q-42")


def test_a_person_from_the_team_is_named(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_as_staff(talk_id(page), "مرحبا، أنا أمل. هل أنت بخير؟")
    staff = bubbles(page, "staff")
    expect(staff.locator(".name")).to_have_text("Amal, person from the team")
    expect(staff.locator(".said")).to_have_attribute("dir", "rtl")


def test_enter_sends_where_there_is_a_keyboard_and_focus_stays(open_chat: Open) -> None:
    page = open_chat(**DESKTOP, has_touch=False, is_mobile=False)
    page.focus("#text")
    page.keyboard.type("first line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("my passport")
    page.keyboard.press("Enter")
    expect(bubbles(page, "own").locator(".said")).to_have_text("first line\nmy passport", use_inner_text=True)
    expect(page.locator(".choices")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("Enter")
    page.keyboard.type("   ")
    page.keyboard.press("Enter")
    expect(bubbles(page, "own")).to_have_count(1)


def test_enter_is_a_new_line_on_a_phone(open_chat: Open) -> None:
    page = open_chat()
    page.focus("#text")
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    assert page.input_value("#text") == "one\n"
    page.tap("#send")
    assert page.evaluate("document.activeElement.id") == "text"


def test_a_choice_made_with_the_keyboard_does_not_lose_the_focus(open_chat: Open) -> None:
    page = open_chat(**DESKTOP, has_touch=False, is_mobile=False)
    ask_about_passport(page)
    page.focus(".choices button >> nth=0")
    page.keyboard.press("Enter")
    expect(bubbles(page, "own")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "text"


def test_the_field_grows_to_five_lines(open_chat: Open) -> None:
    page = open_chat()
    heights = []
    for lines in (1, 3, 5, 9):
        page.fill("#text", "\n".join("abc" for _ in range(lines)))
        heights.append(page.locator("#text").evaluate("e => e.offsetHeight"))
    assert heights[0] < heights[1] < heights[2]
    assert abs(heights[3] - heights[2]) <= 4


def test_the_reader_is_not_moved_and_is_told_of_what_is_new(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.mouse.move(200, 400)
    page.mouse.wheel(0, -2000)
    page.wait_for_function("document.getElementById('scroller').scrollTop === 0")
    site.say_as_staff(talk_id(page), "Are you there?")
    newer = page.get_by_role("button", name="New message")
    expect(newer).to_be_visible()
    assert top_of_scroller(page) == 0
    newer.click()
    expect(newer).to_be_hidden()
    expect(bubbles(page, "staff")).to_be_in_viewport()


def test_an_answer_is_shown_from_its_first_line(open_chat: Open) -> None:
    page = open_chat(viewport={"width": 320, "height": 480})
    ask_about_passport(page)
    page.wait_for_timeout(200)
    expect(bubbles(page, "own")).to_be_in_viewport()
    expect(bubbles(page, "bot").first.locator(".lead")).to_be_in_viewport()


def test_waiting_is_said_in_words(open_chat: Open, site: Site) -> None:
    page = open_chat()
    site.brain.seconds = 1.5
    say(page, PASSPORT["en"])
    writing = page.get_by_role("status").filter(has_text="Sanad is writing")
    expect(writing).to_be_visible()
    expect(bubbles(page, "bot")).to_have_count(2)
    expect(page.locator("#writing")).to_have_text("")


def test_erasing_clears_the_screen_and_a_new_conversation_can_begin(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    first = talk_id(page)
    say(page, "DELETE")
    page.click(".choices button:has-text('Yes, erase it')")
    expect(page.locator(".day")).to_contain_text("This conversation is erased.")
    expect(page.locator(".bubble")).to_have_count(0)
    assert site.stored(first) == []
    ask_about_passport(page)
    assert talk_id(page) != first


def test_what_is_written_after_an_erasure_elsewhere_begins_anew(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.evaluate("sessionStorage.setItem('sanad.talk', JSON.stringify({id: 'gone', token: 'gone'}))")
    page.reload()
    ask_about_passport(page)
    assert own_texts(site, talk_id(page)) == [PASSPORT["en"]]
    expect(bubbles(page, "own")).to_have_count(1)


def test_text_is_never_read_as_html(open_chat: Open, site: Site) -> None:
    page = open_chat()
    evil = '<img src=x onerror="document.title=1"> <b>bold</b> javascript:alert(1)'
    say(page, evil)
    expect(bubbles(page, "own").locator(".said")).to_have_text(evil)
    expect(bubbles(page, "bot")).to_be_visible()
    site.say_as_staff(talk_id(page), evil)
    expect(bubbles(page, "staff").locator(".said")).to_have_text(evil)
    assert page.locator(".log img, .log b").count() == 0


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
        "const real = window.fetch; window.fetch = (path, init) => String(path).indexOf('/events') < 0 ? real(path, init)"
        " : Promise.resolve(new Response(new ReadableStream({start() {}})));"
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
    again = make_site(site.gateway.settings.helpline_data_dir)
    server = Server(again, server.port)
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


CONTRASTS = """() => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const over = (top, under) => top.slice(0, 3).map((v, i) => v * (top[3] === undefined ? 1 : top[3]) + under[i] * (1 - (top[3] === undefined ? 1 : top[3])));
  const light = (rgb) => rgb.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    const chain = [];
    for (let at = e; at; at = at.parentElement) { chain.unshift(number(getComputedStyle(at).backgroundColor)); }
    return chain.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const hasText = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim()) || (e.placeholder && !e.value);
    if (!hasText || !e.getClientRects().length || e.closest('.unseen') || e.closest('noscript')) { continue; }
    const under = ground(e);
    const colour = over(number(getComputedStyle(e, e.placeholder ? '::placeholder' : null).color), under);
    const [a, b] = [light(colour), light(under)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) { found.push(ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 90)); }
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(open_chat: Open, site: Site, scheme: str) -> None:
    page = open_chat(color_scheme=scheme)
    for scene in scenes(page, site, "en"):
        assert page.evaluate(CONTRASTS) == [], scene
    page.goto(f"{site.url}/privacy-notice")
    assert page.evaluate(CONTRASTS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_visible_wherever_the_keyboard_goes(open_chat: Open, scheme: str) -> None:
    page = open_chat(**DESKTOP, color_scheme=scheme, has_touch=False, is_mobile=False)
    ask_about_passport(page)
    visited = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        where, width = page.evaluate(
            "[document.activeElement.tagName + '.' + document.activeElement.className + '#' + document.activeElement.id,"
            " parseFloat(getComputedStyle(document.activeElement).outlineWidth)]"
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
