"""A message as plain text, in the three languages."""

from pathlib import Path

import pytest

from bot.channels.directions import right_to_left
from bot.channels.render import render_text
from helpline.content.wording import Wording, read_wording
from helpline.domain.languages import SERVED
from helpline.domain.messages import ContactLine, OutgoingMessage
from tests.channels.people import answer_in


def test_an_answer_in_english(wording: Wording) -> None:
    assert render_text(answer_in("en"), wording, numbered=True) == (
        "Your employer may not keep your passport.\n\n"
        "What to do now:\n1. Ask for it.\n2. Complain online.\n\n"
        "Ministry of Labour: +97440288888\nSunday to Thursday\nhttps://mol.gov.qa\n\n"
        "Source: Law No. 14 of 2004, art. 31 (Ministry of Labour) · checked 12 Oct 2026\nhttps://www.almeezan.qa/law/3961\n"
        "Source: Keeping passports (ILO) · checked 12 Oct 2026\nhttps://www.ilo.org/passports\n\n"
        "Answer with the number:\n1. This helped\n2. Talk to a person"
    )


def test_an_answer_in_french(wording: Wording) -> None:
    text = render_text(answer_in("fr"), wording, numbered=True)
    assert "Ministère du Travail: +97440288888" in text
    assert "vérifié le 12 oct. 2026" in text
    assert text.endswith("Répondez par le numéro :\n1. Cela m’aide\n2. Parler à quelqu’un")


def test_an_answer_in_arabic(wording: Wording) -> None:
    """Numbers and addresses stand alone in their lines and are isolated; digits are Western."""
    text = right_to_left(render_text(answer_in("ar"), wording, numbered=True))
    assert text.startswith("لا يحق")
    assert "وزارة العمل:\n\u2066+97440288888\u2069\nمن الأحد إلى الخميس\n\u2066https://mol.gov.qa\u2069\n" in text
    assert "12 أكتوبر 2026" in text
    assert text.endswith("أرسل رقم اختيارك:\n1. هذا مفيد\n2. التحدث مع شخص")


def test_where_choices_can_be_tapped_they_are_not_written(wording: Wording) -> None:
    assert "This helped" not in render_text(answer_in("en"), wording, numbered=False)


def test_in_danger_the_numbers_stand_under_the_sentence_that_says_to_call(wording: Wording) -> None:
    message = OutgoingMessage(
        "If you are in danger now, call:\n\nNobody may hurt you.\n\nYour case is K7Q-42.",
        "en",
        contacts=(ContactLine("Police", "999"), ContactLine("Shelter", "", "https://shelter.example.org")),
        urgent=True,
    )
    assert render_text(message, wording, numbered=True) == (
        "If you are in danger now, call:\n\n"
        "Police: 999\nShelter\nhttps://shelter.example.org\n\n"
        "Nobody may hurt you.\n\nYour case is K7Q-42."
    )


def test_what_staff_write_begins_with_their_first_name(wording: Wording) -> None:
    message = OutgoingMessage("Where are you now?", "en", author_name="Amal Haddad")
    assert render_text(message, wording, numbered=True) == "Amal:\nWhere are you now?"
    arabic = OutgoingMessage("أين أنت الآن؟", "ar", author_name="Amal Haddad")
    assert right_to_left(render_text(arabic, wording, numbered=True)) == "\u200fAmal:\nأين أنت الآن؟"


@pytest.mark.parametrize("language", SERVED)
def test_the_sentences_that_rendering_uses_are_in_the_content(language: str) -> None:
    content = read_wording(Path("content"))
    line = content.say(language, "source_line", title="T", publisher="P", date="12 Oct 2026")
    assert all(part in line for part in ("T", "P", "12 Oct 2026"))
    assert content.say(language, "choose_by_number")
