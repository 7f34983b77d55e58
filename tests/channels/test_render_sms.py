"""A message as SMS, in the three languages."""

import pytest

from bot.channels.render_sms import render_sms
from helpline.content.wording import Wording
from helpline.domain.messages import Choice, ContactLine, OutgoingMessage
from helpline.domain.segments import count_segments, is_gsm7
from helpline.domain.sms_letters import sms_letters
from tests.channels.people import answer_in


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("l’employeur – «\u202foui\u202f»…", 'l\'employeur - "oui"...'),
        ("Ça va, garçon ? Où êtes-vous ? Le cœur", "Ça va, garcon ? Où etes-vous ? Le coeur"),
        ("déjà payé à l’été", "déjà payé à l'été"),
        ("êtes-vous 😟", "êtes-vous 😟"),
        ("«نعم» – اليوم", '"نعم" - اليوم'),
    ],
)
def test_letters_change_only_where_it_saves_money(text: str, letters: str) -> None:
    assert sms_letters(text) == letters
    assert sms_letters(letters) == letters


def test_an_answer_is_short_and_in_one_alphabet(wording: Wording) -> None:
    text = render_sms(answer_in("fr", contacts=()), wording)
    assert text.startswith("Votre employeur n'a pas le droit de garder votre passeport. Réclamez-le, ca peut suffire.")
    assert is_gsm7(text)


def test_numbers_come_with_an_answer_but_addresses_only_where_there_is_no_number(wording: Wording) -> None:
    contacts = (
        ContactLine("Ministry", "+97440288888", "https://mol.gov.qa"),
        ContactLine("IOM", "", "https://iom.int"),
    )
    text = render_sms(answer_in("en", contacts=contacts), wording)
    assert "\nMinistry: +97440288888\nIOM\nhttps://iom.int" in text
    assert "mol.gov.qa" not in text


@pytest.mark.parametrize("short", ["In danger now, call:\n\nYour case is K7Q-42.", ""])
def test_in_danger_the_numbers_stand_beneath_the_call(short: str, wording: Wording) -> None:
    text = "In danger now, call:\n\nYour case is K7Q-42."
    message = OutgoingMessage(text, "en", short_text=short, contacts=(ContactLine("Police", "999"),), urgent=True)
    assert render_sms(message, wording) == "In danger now, call:\nPolice: 999\nYour case is K7Q-42."


def test_the_source_line_is_whole_where_it_is_free(wording: Wording) -> None:
    short = render_sms(answer_in("en", short_text="No.", contacts=(), choices=()), wording)
    assert short == "No.\nSource: Law No. 14 of 2004, art. 31 (Ministry of Labour) - checked 12 Oct 2026"


def test_else_the_publisher_alone_while_the_message_stays_short(wording: Wording) -> None:
    text = render_sms(answer_in("en", short_text="a" * 150, contacts=(), choices=()), wording)
    assert text == "a" * 150 + "\n(Ministry of Labour)"
    long = render_sms(answer_in("en", short_text="a" * 455, contacts=(), choices=()), wording)
    assert long == "a" * 455


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_choices_are_added_as_long_as_they_fit(language: str, wording: Wording) -> None:
    choices = tuple(Choice("خيار طويل جدا " * 4, f"v{number}") for number in range(9))
    text = render_sms(answer_in(language, choices=choices), wording)
    assert "\n1. " in text
    assert "\n9. " not in text
    assert count_segments(text) <= 4


def test_an_alarm_and_a_letter_from_staff_keep_every_word(wording: Wording) -> None:
    alarm = OutgoingMessage(
        "If you are in danger now, call:\n\nNobody may hurt you.",
        "en",
        contacts=(ContactLine("Police", "999"),),
        urgent=True,
    )
    assert render_sms(alarm, wording) == "If you are in danger now, call:\nPolice: 999\nNobody may hurt you."
    letter = OutgoingMessage("كلمة " * 300, "ar", author_name="Amal")
    assert render_sms(letter, wording).split() == ["Amal:", *["كلمة"] * 300]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_more_is_the_last_line_and_leaves_room_for_itself(language: str, wording: Wording) -> None:
    choices = tuple(Choice("خيار طويل جدا " * 4, f"v{number}") for number in range(9))
    text = render_sms(answer_in(language, choices=choices, has_more=True), wording)
    assert text.splitlines()[-1] == sms_letters(wording.say(language, "sms_more"))
    assert count_segments(text) <= 4
    assert wording.say(language, "sms_more") not in render_sms(answer_in(language, choices=choices), wording)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_who_is_asked_before_everything_is_erased_can_say_no(language: str, wording: Wording) -> None:
    """However many SMS it takes."""
    chats = "WhatsApp, Telegram, " * 4
    asked = wording.say(language, "confirm_erase_linked", chats=chats)
    values = ("erase_all_chats", "keep_my_data")
    choices = tuple(Choice(wording.say(language, f"choice_{value}"), value) for value in values)
    text = render_sms(OutgoingMessage(asked, language, choices=choices), wording)
    assert count_segments(text) > 2 and "\n1. " in text and "\n2. " in text
