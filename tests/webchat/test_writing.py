"""The field where the person writes, with a keyboard and with a finger."""

from playwright.sync_api import expect

from tests.webchat.browsing import DESKTOP, PASSPORT, Open, ask_about_passport, bubbles, say
from tests.webchat.site import Site


def test_enter_sends_where_there_is_a_keyboard_and_focus_stays(open_chat: Open) -> None:
    page = open_chat(**DESKTOP)
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
    page = open_chat(**DESKTOP)
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


def test_too_long_a_message_stays_in_the_field(open_chat: Open) -> None:
    page = open_chat()
    say(page, "a" * 4001)
    expect(page.locator("#problem")).to_contain_text("4001 of 4000")
    assert len(page.input_value("#text")) == 4001
    page.fill("#text", "short")
    expect(page.locator("#problem")).to_be_hidden()


def test_a_refused_message_says_so_and_can_be_tried_again(open_chat: Open, site: Site) -> None:
    page = open_chat()
    page.route("**/messages", lambda route: route.fulfill(status=400, body="{}"))
    say(page, PASSPORT["en"])
    expect(bubbles(page, "own").locator(".state")).to_contain_text("This could not be sent.")
    page.unroute("**/messages")
    page.click("text=Try again")
    expect(bubbles(page, "bot")).to_have_count(2)
    expect(bubbles(page, "own")).to_have_count(1)
