"""A case's page: what was said, understood and done; and that what people write stays text."""

import re

import pytest

from helpline.domain.messages import Media, OutgoingMessage
from helpline.storage.conversations import lock
from helpline.storage.messages import add_message
from helpline.storage.staff import find_staff
from helpline.usecases.read_case import PAGE
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.send_message import store_suggestion
from helpline.usecases.take_case import take_case
from tests.console.conftest import Client
from tests.console.forms import send, words
from tests.console.house import House, Person

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="x {{ 7*7 }} \u202egnp.exe"""


def hostile_person(house: House) -> Person:
    person = house.person("+97455512321", country="QA", language="en", sector='<b onclick="x">driver</b>')
    person.needs_somebody(HOSTILE, topic="passport_retention")
    return person


def suggest(house: House, person: Person, text: str) -> None:
    conversation_id = person.conversation_id
    with house.gateway.database.write() as tx:
        lock(tx, conversation_id)
        store_suggestion(tx, conversation_id, OutgoingMessage(text, "en"))


def test_numbers_and_addresses_are_not_turned_around_in_arabic(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="ar")
    person.needs_somebody("رقمي +974 4400 0000، وهذا الرابط https://example.org/?a=1&b=2", topic="passport_retention")
    page = amal.get(f"/console/cases/{person.case_number}").text
    assert 'رقمي <bdi dir="ltr" class="number">+974 4400 0000</bdi>، وهذا' in page
    assert '<bdi dir="ltr">https://example.org/?a=1&amp;b=2</bdi></div>' in page


def test_what_people_write_is_text_and_nothing_else(house: House, amal: Client) -> None:
    person = hostile_person(house)
    for page in (
        amal.get(f"/console/cases/{person.case_number}"),
        amal.get(f"/console/cases/{person.case_number}/live"),
    ):
        assert HOSTILE.partition("\u202e")[0] in words(page)
        assert "<script>alert" not in page.text and "<img" not in page.text and "<b " not in page.text
        assert not re.search(r"<[^>]*\son\w+=", page.text), "an attribute came through"
        assert "49" not in re.sub(r"[0-9a-f-]{12,}|T\d\d:\d\d:\d\dZ|\d\d:\d\d", "", words(page)).replace(
            "{{ 7*7 }}", ""
        )


def test_a_name_cannot_turn_the_page_around(house: House, amal: Client) -> None:
    person = house.person("+97455512321")
    person.needs_somebody(topic="passport_retention")
    take_case(house.gateway.services, person.case_id, house.add_staff("Eve\u202e <i>Smith</i>\u2066"))
    page = amal.get(f"/console/cases/{person.case_number}")
    assert "\u202e" not in page.text and "<i>" not in page.text
    assert "Eve <i>Smith</i> has it" in words(page)


def test_each_bubble_has_its_language_and_direction(house: House, amal: Client) -> None:
    arabic = house.person("+966501234567", language="ar", language_source="chosen")
    arabic.needs_somebody("السلام عليكم", topic="unpaid_wages")
    page = amal.get(f"/console/cases/{arabic.case_number}").text
    assert '<html lang="en" dir="ltr">' in page
    assert re.search(r'class="text" lang="ar" dir="auto"[^>]*>السلام عليكم<', page), "the person's own"
    assert re.search(r'class="text" lang="ar" dir="rtl"', page), "the assistant's"


def test_the_number_is_shown_masked_only(house: House, amal: Client) -> None:
    person = house.person("+97455512321")
    number = person.needs_somebody(topic="passport_retention")
    page = amal.get(f"/console/cases/{number}")
    assert "+974 •••• 21" in words(page) and "5551" not in page.text


def test_what_was_understood_and_answered(house: House, amal: Client) -> None:
    person = house.person("+97455512321", country="QA", origin="NP", role="worker", language="en")
    number = person.needs_somebody(topic="passport_retention")
    text = words(amal.get(f"/console/cases/{number}"))
    assert "Understood: Passport kept, 91%" in text
    assert "Change employer 5%" in text and "Decided by the assistant's language model." in text
    assert "Works in Qatar Comes from Nepal Work Not known Role Worker" in text
    assert "Choices offered: Passport kept · Talk to a person" in text
    assert "Waiting to be sent" in text


def test_danger_shows_who_recognised_it(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en").says("they beat me every day, please help me")
    text = words(amal.get(f"/console/cases/{person.case_number}"))
    assert "Recognised: Violence Decided by the list of danger signs." in text and "100%" not in text


def test_a_tapped_choice_and_media_are_said_in_words(house: House, amal: Client) -> None:
    person = house.person("tg-1", "telegram", language="en")
    number = person.needs_somebody(topic="passport_retention")
    person.says(choice="give_country:QA")
    person.says(media=(Media("voice", "https://provider.example/secret-file", "audio/ogg"),))
    page = amal.get(f"/console/cases/{number}")
    assert "Chose: Qatar" in words(page) and "Voice note Being fetched" in words(page)
    assert "secret-file" not in page.text


def test_a_suggestion_is_marked_as_not_sent_and_can_be_used(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en")
    number = person.needs_somebody(topic="passport_retention")
    suggest(house, person, "Ask for it in writing.")
    page = amal.get(f"/console/cases/{number}")
    assert "Not sent: suggestion of the assistant" in words(page) and ">Use<" not in page.text
    account = take_by_amal(house, person)
    assert account
    page = amal.get(f"/console/cases/{number}")
    use = page.text.partition('class="button" href="')[2].partition('"')[0].partition("#")[0]
    used = amal.get(use).text
    assert re.search(r"<textarea[^>]*data-draft[^>]*>Ask for it in writing\.</textarea>", used)


def take_by_amal(house: House, person: Person) -> str:
    with house.gateway.database.read() as tx:
        account = find_staff(tx, "amal@example.org")
    assert account
    return take_case(house.gateway.services, person.case_id, account[0]).number


def test_the_history_stands_between_the_messages(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en")
    number = person.needs_somebody("Please help", topic="passport_retention")
    nadia = house.add_staff("Nadia Ben Salah")
    take_case(house.gateway.services, person.case_id, nadia)
    reply_to_person(house.gateway.services, person.case_id, nadia, "I am Nadia.")
    log = words(amal.get(f"/console/cases/{number}"))
    order = ["Please help", "Case opened: Passport kept", "Nadia Ben Salah took the case", "I am Nadia."]
    assert [log.index(piece) for piece in order] == sorted(log.index(piece) for piece in order)
    assert "Nadia Ben Salah replied" in log


def test_a_long_conversation_begins_near_its_end(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en")
    number = person.needs_somebody("the very first", topic="passport_retention")
    conversation_id = person.conversation_id
    with house.gateway.database.write() as tx:
        for count in range(PAGE):
            add_message(tx, conversation_id, author="person", body={"text": f"message {count}."})
    short = amal.get(f"/console/cases/{number}")
    assert "the very first" not in short.text and f"message {PAGE - 1}." in short.text
    assert "Show earlier messages" in words(short)
    assert "the very first" in amal.get(f"/console/cases/{number}?whole=true").text


def test_only_what_is_new_is_sent_to_an_open_page(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en")
    number = person.needs_somebody("the first", topic="passport_retention")
    page = amal.get(f"/console/cases/{number}").text
    after = re.search(r'name="after" value="(\d+)"', page)
    event = re.search(r'name="event" value="(\d+)"', page)
    assert after and event
    person.says("the second")
    changes = amal.get(f"/console/cases/{number}/live?after={after[1]}&event={event[1]}")
    assert "the second" in changes.text and "the first" not in changes.text
    assert "Case opened" not in changes.text.partition("beforeend:#log")[2].partition("<footer")[0]


@pytest.mark.parametrize("path", ["/console/cases/X9X-99", "/console/cases/x'--", "/console/no"])
def test_what_does_not_exist_says_so(amal: Client, path: str) -> None:
    page = amal.get(path)
    assert page.status_code == 404
    assert "There is nothing here" in words(page) and "Back to the queue" in words(page)


def test_whoever_wrote_stop_gets_nothing_more(house: House, amal: Client) -> None:
    person = house.person("+97455512321", language="en")
    number = person.needs_somebody(topic="passport_retention")
    take_by_amal(house, person)
    person.says("STOP")
    page = amal.get(f"/console/cases/{number}")
    assert "This person said STOP on" in words(page)
    assert "data-draft" not in page.text, "there is no field to write in"


def test_arabic_speakers_work_from_right_to_left(house: House, amal: Client) -> None:
    number = house.person("+97455512321", country="QA").needs_somebody(topic="passport_retention")
    assert send(amal, "/console/language", language="ar").status_code == 303
    page = amal.get(f"/console/cases/{number}")
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "قائمة الانتظار" in words(page) and "حجز جواز السفر" in words(page) and "قطر" in words(page)


def test_another_chat_of_the_person_is_named_with_its_case(house: House, amal: Client) -> None:
    phone, web = house.person("+97455512321", channel="sms"), house.person("900900", channel="telegram")
    for person in (phone, web):
        person.needs_somebody(topic="passport_retention")
    address = f"/console/cases/{phone.case_number}"
    assert "Also writes on" not in words(amal.get(address))
    link(phone, web)
    page = amal.get(address)
    assert f"Also writes on Telegram ••••00 · {web.case_number}" in words(page)
    assert f'href="/console/cases/{web.case_number}"' in page.text
    assert "The person joined this chat with another" in words(page)
    assert "SMS +974 •••• 21" in words(amal.get(f"/console/cases/{web.case_number}"))


def link(phone: Person, web: Person) -> None:
    phone.says("link")
    code = re.search(r"LINK (\d{8})", phone.heard()[-1])
    assert code
    web.says(f"link {code.group(1)}")
    phone.says("1")
