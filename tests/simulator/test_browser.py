"""The page as a person meets it, in Chromium."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from helpline.domain.sms_letters import sms_letters
from helpline.storage.answers import find_answer
from tests.fakes.waiting import wait_until
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
from tests.simulator.visiting import conversation_of, handled_count, outbox_rows
from tests.webchat.site import Site

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Open]:
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


def test_arabic_chosen_by_number_on_sms(open_page: Open) -> None:
    page = open_page(**PHONE)
    page.click("[data-shows=sms]")
    expect(phone(page, "whatsapp")).to_be_hidden()
    say(page, "sms", "language")
    arrived(page, "sms", "العربية")
    say(page, "sms", "2")
    bubble = phone(page, "sms").locator(".bubble.bot").last
    expect(bubble.locator(".state")).to_contain_text("UCS-2")
    assert bubble.locator(".text").evaluate("e => getComputedStyle(e).unicodeBidi + e.dir") == "plaintextauto"


def test_a_tap_on_telegram_keeps_the_focus_and_is_answered(open_page: Open) -> None:
    page = open_page()
    say(page, "telegram", "passport")
    asked = arrived(page, "telegram", "In which country")
    asked.get_by_role("button", name="Kuwait").press("Enter")
    expect(asked.locator(".state")).to_contain_text("the bot answered the tap")
    expect(asked.get_by_role("button", name="Kuwait")).to_be_focused()


def test_whatsapp_shows_ticks_and_keeps_what_is_being_typed(open_page: Open) -> None:
    page = open_page("ar")
    say(page, "whatsapp", "جواز")
    page.type("#text-whatsapp", "لم أنته بعد")
    expect(arrived(page, "whatsapp", "جواز").locator(".state")).to_contain_text("✓✓ قُرئت")
    expect(page.locator("#text-whatsapp")).to_have_value("لم أنته بعد")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_could_not_be_sent_is_in_the_field_again(open_page: Open) -> None:
    page = open_page()
    page.route("**/write*", lambda route: route.abort())
    say(page, "sms", "passport")
    expect(phone(page, "sms").locator(".problem")).to_be_visible()
    expect(page.locator("#text-sms")).to_have_value("passport")
    page.unroute("**/write*")
    page.press("#text-sms", "Enter")
    expect(page.locator("#text-sms")).to_have_value("")
    arrived(page, "sms", "Your passport")


def test_429_and_then_it_arrives(open_page: Open) -> None:
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


@pytest.mark.parametrize(("language", "more", "cost"), [("en", "MORE", "GSM-7"), ("ar", "المزيد", "UCS-2")])
def test_sms_brings_the_short_answer_and_for_more_all_of_it(
    open_page: Open, site: Site, language: str, more: str, cost: str
) -> None:
    page = open_page(language, **PHONE)
    page.click("[data-shows=sms]")
    wording, heard = site.gateway.services.wording, bubbles(page, "sms")
    more_line = wording.say(language, "sms_more")
    say(page, "sms", QUESTIONS[language])
    assert more in text_of(arrived(page, "sms", more_line))
    expect(heard).to_have_count(3)  # the question for the country and the welcome follow
    pieces: list[str] = []
    while not pieces or more_line in pieces[-1]:
        say(page, "sms", more)
        expect(heard).to_have_count(4 + len(pieces))
        pieces.append(text_of(heard.last))
        expect(heard.last.locator(".state")).to_contain_text(cost)
    whole = " ".join(piece.replace(more_line, "") for piece in pieces)
    assert len(pieces) > 1 and _words_of_the_answer(site, language) in " ".join(whole.split())
    assert heard.last.locator(".text").evaluate("e => e.scrollWidth <= e.clientWidth")


def _words_of_the_answer(site: Site, language: str) -> str:
    with site.gateway.database.read() as tx:
        answer = find_answer(tx, "passport_retention")
    assert answer
    return " ".join(sms_letters(answer.translations[language].text).split())


def test_outside_the_24_hours_a_template_says_that_something_waits(open_page: Open, site: Site) -> None:
    page, question = open_page(), "Are you safe tonight?"
    say(page, "whatsapp", "person")
    console = open_case(page, site, case_in(arrived(page, "whatsapp", "Your case number")))
    take(console)
    arrived(page, "whatsapp", "has taken your case")
    use(page, "whatsapp", "form[action*=clock] button:not([name])")
    expect(phone(page, "whatsapp").locator(".status")).to_contain_text("Outside the 24 hours")
    answer_as_staff(console, question)
    expect(arrived(page, "whatsapp", question).locator(".not-arrived")).to_contain_text("63016")
    note = arrived(page, "whatsapp", "There is a message for you")
    expect(note.locator(".label")).to_have_text("Template")
    expect(note.get_by_role("button", name="Open")).to_be_visible()
    say(page, "whatsapp", "OPEN")
    expect(arrived(page, "whatsapp", question, count=2).locator(".state")).to_contain_text("read")


def test_after_stop_on_sms_a_question_gets_nothing_until_start(open_page: Open, site: Site) -> None:
    page = open_page()
    number = phone(page, "sms").locator(".phone-top .number").text_content() or ""
    own, twilio = bubbles(page, "sms"), bubbles(page, "sms", "provider")
    say(page, "sms", "passport")
    expect(own).to_have_count(3)  # answer, question for the country, welcome
    say(page, "sms", "STOP")
    expect(twilio.last).to_contain_text("You have successfully been unsubscribed")
    expect(twilio.last.locator(".label")).to_have_text("From Twilio itself")
    expect(phone(page, "sms").locator(".status")).to_contain_text("21610")
    conversation = conversation_of(site, "sms", number)
    say(page, "sms", "and my salary?")
    wait_until(lambda: handled_count(site, conversation) == 3, what="the question to be handled")
    assert len(outbox_rows(site, conversation)) == 3
    say(page, "sms", "START")
    expect(twilio.last).to_contain_text("re-subscribed")
    arrived(page, "sms", "Welcome back")
    say(page, "sms", "passport")
    arrived(page, "sms", "In which country", count=2)
    expect(own).to_have_count(6)


def test_a_voice_note_is_acknowledged_and_can_be_played_in_the_console(open_page: Open, site: Site) -> None:
    page = open_page()
    page.click("#phone-whatsapp .attach button[value=voice]")
    told = arrived(page, "whatsapp", "I got your voice note.")
    expect(told).to_contain_text("a person from the team will")
    console = open_case(page, site, case_in(told))
    player = console.locator("#log audio")
    expect(player).to_be_visible()
    assert player.evaluate(_LENGTH) == pytest.approx(3, abs=0.1)
    console.set_viewport_size(PHONE["viewport"])
    bubble, player_box = console.locator(".bubble:has(audio)").bounding_box(), player.bounding_box()
    assert bubble and player_box and 240 < player_box["width"] < bubble["width"]


# Of what the browser can play, in seconds.
_LENGTH = """audio => new Promise((told, failed) => {
  audio.onloadedmetadata = () => told(audio.duration);
  audio.onerror = () => failed(audio.error.message);
  audio.preload = "metadata";
  audio.load();
})"""


def test_a_changed_message_on_telegram_is_answered_while_it_is_the_last(open_page: Open, site: Site) -> None:
    page = open_page()
    say(page, "telegram", "helo")
    arrived(page, "telegram", "You can ask me about")
    changed = edit(page, "helo", "They keep my passport")
    expect(changed.locator(".text")).to_have_text("They keep my passport")
    expect(changed.locator(".state")).to_contain_text("edited")
    expect(changed.locator(".change textarea")).to_be_hidden()
    arrived(page, "telegram", "In which country")
    say(page, "telegram", "thank you")
    arrived(page, "telegram", "You can ask me about", count=2)
    heard = bubbles(page, "telegram").count()
    edit(page, "They keep my passport", "They keep my passport and my phone")
    conversation = conversation_of(site, "telegram", phone(page, "telegram").locator(".number").text_content() or "")
    wait_until(lambda: handled_count(site, conversation) == 4, what="the change to be handled")
    assert len(outbox_rows(site, conversation)) == heard


def test_two_chats_of_one_person_are_joined_by_a_code_and_a_yes(open_page: Open) -> None:
    page = open_page()
    say(page, "sms", "link")
    given = arrived(page, "sms", "LINK ").locator(".text").inner_text()
    code = re.search(r"LINK (\d{8})", given)
    assert code
    say(page, "telegram", f"link {code.group(1)}")
    arrived(page, "telegram", "One more step")
    arrived(page, "sms", "just wrote the code")
    say(page, "sms", "1")
    arrived(page, "sms", "is now joined with")
    arrived(page, "telegram", "is now joined with")
