from __future__ import annotations

import pytest

from brain.choices import Choice, UnknownChoice, read_choice

INTENTS = {"unpaid_wages", "give_country", "change_language", "feedback_positive", "affirm", "restart", "nlu_fallback"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("unpaid_wages", "/unpaid_wages"),
        ("unpaid_wages:QA", '/unpaid_wages{"country": "QA"}'),
        ("give_country:QA", '/give_country{"country": "QA"}'),
        ("change_language:ar", '/change_language{"language": "ar"}'),
        ("feedback_positive:leave.SA", '/feedback_positive{"answer": "leave.SA"}'),
        ("affirm", "/affirm"),
    ],
)
def test_a_choice_becomes_what_rasa_would_write(value: str, text: str) -> None:
    assert read_choice(value, INTENTS).text == text


def test_a_choice_is_understood_with_certainty() -> None:
    parse_data = Choice("give_country", {"country": "QA"}).parse_data
    assert parse_data["intent"] == {"name": "give_country", "confidence": 1.0}
    assert parse_data["entities"] == [{"entity": "country", "value": "QA"}]


@pytest.mark.parametrize(
    "value",
    [
        "",
        ":",
        "leave",
        "restart",
        "nlu_fallback",
        "affirm:QA",
        "give_country:",
        "give_country:a b",
        'give_country:"}',
        "/affirm",
        "affirm\n",
        "AFFIRM",
    ],
)
def test_what_is_not_offered_is_refused(value: str) -> None:
    with pytest.raises(UnknownChoice):
        read_choice(value, INTENTS)
