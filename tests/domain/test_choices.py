from pathlib import Path

import pytest

from helpline.content.wording import read_choice_words
from helpline.domain.choices import Menus, chosen_by_label, chosen_by_number, short_id, value_tapped
from helpline.domain.messages import Choice

WORDS = read_choice_words(Path("content"))
WAGES = Choice("Unpaid wages", "unpaid_wages")
LEAVE = Choice("الإجازات", "leave")
PERSON = Choice("Talk to a person", "talk_to_human")
EMPLOYER = Choice("Parler à l’employeur", "employer")
OFFERED = (WAGES, LEAVE, PERSON, EMPLOYER)


@pytest.mark.parametrize(
    "text",
    [
        "2", " 2. ", "(2)", "2)", "#2", "*2*", "_2_", "2️⃣", "②", "❷", "➋", "⑵", "⒉", "２", "2!",
        "٢", "۲", "२", "২", "௨", "no 2", "No. 2", "№ 2", "number 2", "option 2.", "رقم ٢", "الرقم 2", "رقم: ۲",
        "n° 2", "nº2", "numéro 2", "choix 2", "le 2",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    number = WORDS.number_in(text)
    assert number == 2
    assert chosen_by_number(number, OFFERED) is LEAVE


def test_two_digits_and_the_key_with_ten() -> None:
    assert WORDS.number_in("🔟") == 10
    assert WORDS.number_in("⑫") == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 months",
        "I have 2 questions",
        "2.5",
        "1 2",
        "999",
        "+2",
        "2%",
        "$2",
        "€2",
        "no",
        "رقم",
        "2nd",
        "²x",
        "no no 2",
    ],
)
def test_a_text_with_more_than_a_number_is_no_number(text: str) -> None:
    assert WORDS.number_in(text) is None


@pytest.mark.parametrize("number", [0, 5, 99])
def test_a_number_outside_the_menu_picks_nothing(number: int) -> None:
    assert chosen_by_number(number, OFFERED) is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("UNPAID WAGES", WAGES),
        ("unpaid wages.", WAGES),
        ("الاجازات", LEAVE),
        ("الإجازاتِ!", LEAVE),
        ("parler a l'employeur", EMPLOYER),
    ],
)
def test_the_label_picks_whatever_its_spelling(text: str, choice: Choice) -> None:
    assert chosen_by_label(text, OFFERED) is choice


@pytest.mark.parametrize(
    ("text", "choice"),
    [("wages", WAGES), ("Unpaid", WAGES), ("إجازات", LEAVE), ("person?", PERSON), ("talk person", PERSON)],
)
def test_a_word_that_stands_out_picks(text: str, choice: Choice) -> None:
    assert WORDS.chosen_by_word(text, OFFERED) is choice


@pytest.mark.parametrize("text", ["my wages", "wages are late", "to", "a", "", "talk", "this", "the pay and wages"])
def test_a_longer_message_or_a_common_word_picks_nothing(text: str) -> None:
    offered = (*OFFERED, Choice("Talk to the union", "unions"), Choice("This helped", "feedback_positive:x"))
    assert WORDS.chosen_by_word(text, offered) is None


def test_the_same_choice_offered_twice_is_no_doubt() -> None:
    assert chosen_by_label("talk to a person", (PERSON, WAGES, PERSON)) is PERSON
    assert WORDS.chosen_by_word("person", (PERSON, WAGES, PERSON)) is PERSON


def test_three_menus_are_kept_and_messages_without_choices_close_the_last() -> None:
    menus = Menus()
    for name in "abcd":
        menus = menus.followed_by([Choice(name, name)])
    assert [menu[0].label for menu in menus.all()] == ["d", "c", "b"]
    menus = menus.followed_by([], expects_number=True)
    assert not menus.present and menus.expects_number
    assert [menu[0].label for menu in menus.earlier] == ["d", "c", "b"]
    assert menus.followed_by([WAGES]).earlier == menus.earlier[:2]


def test_a_short_id_fits_into_a_button_and_finds_its_choice_again() -> None:
    long = Choice("Long", "other_questions:" + "x" * 120)
    menus = Menus().followed_by([long]).followed_by([PERSON])
    assert len(short_id(long.value).encode()) <= 64
    assert value_tapped(short_id(long.value), menus) == long.value
    assert value_tapped(short_id("never offered"), menus) is None
    assert value_tapped("leave", menus) == "leave"
