import pytest

from helpline.domain.choices import choice_meant
from helpline.domain.messages import Choice

OFFERED = (
    Choice("Unpaid wages", "unpaid_wages"),
    Choice("الإجازات", "leave"),
    Choice("Talk to a person", "talk_to_human"),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", "leave"),
        (" 2. ", "leave"),
        ("(3)", "talk_to_human"),
        ("٢", "leave"),
        ("۳", "talk_to_human"),
        ("२", "leave"),
        ("1️⃣", "unpaid_wages"),
        ("UNPAID WAGES", "unpaid_wages"),
        ("الاجازات", "leave"),
    ],
)
def test_a_number_or_the_label_picks_a_choice(text: str, value: str) -> None:
    meant = choice_meant(text, OFFERED)
    assert meant is not None and meant.value == value


@pytest.mark.parametrize("text", ["0", "4", "22", "", "I have 2 questions", "wages"])
def test_anything_else_is_a_message(text: str) -> None:
    assert choice_meant(text, OFFERED) is None
