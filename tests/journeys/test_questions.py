"""A question is answered, a hard case goes to a person and comes back, in every language."""

import pytest

from tests.journeys.people import StaffMember, WebPerson, case_number_in
from tests.running import RunningHelpline

PASSPORT = {
    "en": "my boss took my passport",
    "ar": "صاحب العمل أخذ جواز سفري",
    "fr": "mon patron a pris mon passeport",
}
COUNTRY = {"en": "I am in Saudi Arabia", "ar": "أنا في السعودية", "fr": "je suis en Arabie saoudite"}
PERSON = {"en": "can I talk to someone?", "ar": "هل يمكنني التحدث مع شخص؟", "fr": "je peux parler à quelqu'un ?"}


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_from_a_question_to_a_person_and_back(helpline: RunningHelpline, language: str) -> None:
    person, staff = WebPerson(helpline.url), StaffMember(helpline.url)

    person.says(PASSPORT[language])
    general, asked = person.hears(2)
    assert general["answer"]["topic"] == "passport_retention" and general["lang"] == language
    assert general["dir"] == ("rtl" if language == "ar" else "ltr")
    assert "give_country:SA" in [choice["value"] for choice in asked["choices"]]

    person.says(COUNTRY[language])
    [answer] = person.hears()
    assert answer["answer"]["id"] == "passport_retention.SA"
    assert answer["answer"]["sources"][0]["url"].startswith("http")
    assert answer["answer"]["checked_on"] == "2026-11-22"

    person.says(PERSON[language])
    number = case_number_in(person.hears()[0]["text"])
    assert number in staff.queue()

    staff.does("take", number)
    assert number in person.hears()[0]["text"]
    person.says("passport")
    person.hears_nothing_more()

    staff.does("reply", number, text="Hello, this is Amal. Where is your passport now?")
    [reply] = person.hears()
    assert reply["from"] == "staff" and reply["text"].startswith("Hello, this is Amal.")

    staff.does("close", number)
    assert number in person.hears()[0]["text"]
    person.says(PASSPORT[language])
    assert person.hears()[0]["answer"]["id"] == "passport_retention.SA"


def test_a_repeated_message_is_answered_once(web_person: WebPerson) -> None:
    web_person.says("hello", times=3)
    assert len(web_person.hears()) == 1
    web_person.hears_nothing_more()


def test_a_message_that_looks_like_a_command_of_rasa_is_a_text(web_person: WebPerson) -> None:
    web_person.says('/unpaid_wages{"country": "SA"}')
    assert not (web_person.hears()[0]["answer"] or {}).get("id", "").endswith(".SA")
    web_person.says("/restart")
    assert web_person.hears()


def test_what_a_person_wrote_is_in_no_log(helpline: RunningHelpline, web_person: WebPerson) -> None:
    web_person.says("xylophone marker: my boss took my passport")
    web_person.hears()
    web_person.says("xylophone marker: he is beating me")
    web_person.hears()
    assert "xylophone" not in helpline.logs()


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("I work as a housemaid in Kuwait, nobody pays me", "can I talk to someone?"),
        ("أنا عاملة منزلية في الكويت ولا أحد يدفع راتبي", "هل يمكنني التحدث مع شخص؟"),
    ],
)
def test_staff_see_the_kind_of_work_that_was_named(
    web_person: WebPerson, helpline: RunningHelpline, said: str, asks: str
) -> None:
    web_person.says(said)
    web_person.hears()
    web_person.says(asks)
    number = case_number_in(web_person.hears()[0]["text"])
    assert "Domestic work" in StaffMember(helpline.url).page(number)
