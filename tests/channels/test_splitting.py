"""Long messages in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import split_text, utf16_length


def test_a_short_text_is_one_part() -> None:
    assert split_text("  Hello.\n\nHow are you?  ", 100) == ["Hello.\n\nHow are you?"]
    assert split_text(" \n", 100) == []


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("One two.\n\nThree four.", 15, ["One two.", "Three four."]),
        ("One two.\nThree four.", 15, ["One two.", "Three four."]),
        ("One two. Three four.", 15, ["One two.", "Three four."]),
        ("غدا أو بعد غد؟ نعم طبعا", 15, ["غدا أو بعد غد؟", "نعم طبعا"]),
        ("one two three four", 10, ["one two", "three four"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ],
)
def test_the_best_place_to_break_is_taken(text: str, limit: int, parts: list[str]) -> None:
    assert split_text(text, limit) == parts


def test_a_break_that_would_leave_a_part_nearly_empty_is_not_taken() -> None:
    assert split_text("A.\n\n" + "word " * 20, 50)[0].startswith("A.\n\nword word")


@given(st.text(alphabet="ab .\n؟ك😟", max_size=300), st.integers(min_value=4, max_value=60))
def test_nothing_is_lost_and_no_part_is_too_long(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and utf16_length(part) <= limit for part in parts)
