"""Asking, being answered, choosing and rating, in the browser."""

import re

from playwright.sync_api import expect

from helpline.domain.messages import Choice
from helpline.storage.schema import ratings
from tests.webchat.browsing import PASSPORT, Open, ask_about_passport, bubbles, own_texts, say, talk_id, top_of_scroller
from tests.webchat.site import Site


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


def test_danger_is_answered_at_once_and_the_numbers_follow_the_country(open_chat: Open) -> None:
    """With the real safeguarding and the real contacts."""
    page = open_chat()
    say(page, "my boss beats me and locked me in the house")
    expect(bubbles(page, "urgent")).to_contain_text("A person from the team has been alerted")
    page.click(".choices button:has-text('Qatar')")
    expect(bubbles(page, "urgent").last.locator(".phone").first).to_have_attribute("href", re.compile(r"^tel:\d+$"))


def test_a_person_from_the_team_is_named(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_as_staff(talk_id(page), "مرحبا، أنا أمل. هل أنت بخير؟")
    staff = bubbles(page, "staff")
    expect(staff.locator(".name")).to_have_text("\u2068Amal\u2069, person from the team")
    expect(staff.locator(".said")).to_have_attribute("dir", "rtl")


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


def test_waiting_is_said_in_words(open_chat: Open, site: Site) -> None:
    page = open_chat()
    site.brain.seconds = 1.5
    say(page, PASSPORT["en"])
    writing = page.get_by_role("status").filter(has_text="Sanad is writing")
    expect(writing).to_be_visible()
    expect(bubbles(page, "bot")).to_have_count(2)
    expect(page.locator("#writing")).to_have_text("")


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


def test_text_is_never_read_as_html(open_chat: Open, site: Site) -> None:
    page = open_chat()
    evil = '<img src=x onerror="document.title=1"> <b>bold</b> javascript:alert(1)'
    say(page, evil)
    expect(bubbles(page, "own").locator(".said")).to_have_text(evil)
    expect(bubbles(page, "bot")).to_be_visible()
    site.say_as_staff(talk_id(page), evil)
    expect(bubbles(page, "staff").locator(".said")).to_have_text(evil)
    assert page.locator(".log img, .log b").count() == 0


def test_an_open_question_survives_a_reload_and_a_change_of_language(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    page.reload()
    page.click("#languages summary")
    page.click("#languages a[lang=fr]")
    expect(bubbles(page, "bot").last).to_contain_text("en français")
    page.reload()
    expect(page.locator(".choices button")).to_have_count(6)
    page.focus(".choices button:has-text('Emirates')")
    page.keyboard.press("Enter")
    expect(page.locator("a.phone").first).to_have_text("80084")
    expect(bubbles(page, "bot").last.locator(".source")).to_contain_text("vérifié le")
    assert own_texts(site, talk_id(page))[1:] == ["change_language:fr", "give_country:AE"]


def test_after_stop_a_question_is_answered_with_a_line_on_how_to_hear_more(open_chat: Open, site: Site) -> None:
    page = open_chat()
    say(page, "STOP")
    expect(bubbles(page, "bot").last).to_contain_text("Write START to begin again.")
    site.say_as_staff(talk_id(page), "You should not see this.")
    ask_about_passport(page)
    expect(bubbles(page, "bot").last).to_contain_text("You had said STOP. We answer this one. Write START for more.")
    say(page, "START")
    expect(bubbles(page, "bot").last).to_contain_text("Welcome back.")
    expect(bubbles(page, "staff")).to_have_count(0)


def test_an_urgent_reply_is_announced_at_once_and_others_when_there_is_time(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_urgent(talk_id(page))
    alert = page.get_by_role("alert").filter(has_text="999")
    expect(alert).to_contain_text("Police, ambulance, fire")
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    expect(bubbles(page, "bot").locator("[role=alert]")).to_have_count(0)


def test_a_complaints_summary_is_copied_as_it_stands(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_summary(talk_id(page), since="2024", amount="4500", country="Qatar")
    facts = "Not paid since: 2024\nMissing: about 4500\nCountry of work: Qatar"
    expect(page.locator(".facts")).to_have_text(facts, use_inner_text=True)
    expect(page.locator(".facts a")).to_have_count(0)  # a year is no number to call
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.focus("#text")
    page.keyboard.press("Control+v")
    assert page.input_value("#text").strip() == facts


def test_sums_and_numbers_of_staff_stay_as_they_are(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    site.say_as_staff(talk_id(page), "Your employer owes you: 4500\n\n2. Bring the passport.\n\n3. Call me.")
    staff = bubbles(page, "staff")
    expect(staff).to_contain_text("Your employer owes you: 4500")
    expect(staff.locator(".contact")).to_have_count(0)
    assert staff.locator("li").evaluate_all("items => items.map(item => item.value)") == [2, 3]


def test_the_way_back_to_a_language_is_always_on_the_screen(open_chat: Open, site: Site) -> None:
    page = open_chat()
    ask_about_passport(page)
    countries = [Choice(name, f"give_country:{name}") for name in ("SA", "AE", "KW", "OM", "JO", "LB")]
    site.offer(talk_id(page), "In which country?", [*countries, Choice("العربية", "change_language:ar")])
    expect(page.locator(".choices.tongues button")).to_have_text(["العربية"])
    expect(page.locator(".choices.countries button")).to_have_count(12)
