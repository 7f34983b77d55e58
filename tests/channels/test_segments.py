"""The arithmetic of SMS: https://www.twilio.com/docs/glossary/what-sms-character-limit"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.domain.segments import count_segments, is_gsm7, measure


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "GSM-7", 0, 0),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("é" * 160, "GSM-7", 160, 1),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("ك" * 70, "UCS-2", 70, 1),
        ("ك" * 71, "UCS-2", 71, 2),
        ("ك" * 134, "UCS-2", 134, 2),
        ("ك" * 135, "UCS-2", 135, 3),
        ("a" * 69 + "ê", "UCS-2", 70, 1),
        ("😟" * 35, "UCS-2", 70, 1),
        ("😟" * 36, "UCS-2", 72, 2),
    ],
)
def test_units_and_segments(text: str, encoding: str, units: int, segments: int) -> None:
    found = measure(text)
    assert (found.encoding, found.units, found.segments) == (encoding, units, segments)


def test_an_escaped_character_is_not_torn_apart() -> None:
    """At 153 septets the escape would be the last of the first segment: the character moves to the second."""
    assert count_segments("a" * 152 + "€" + "a" * 152) == 3
    assert count_segments("a" * 152 + "bb" + "a" * 152) == 2


def test_a_pair_of_surrogates_is_not_torn_apart() -> None:
    assert count_segments("ك" * 66 + "😟" + "ك" * 66) == 3


@given(st.text(max_size=400))
def test_a_longer_text_never_takes_fewer_segments(text: str) -> None:
    assert count_segments(text) <= count_segments(text + "a")
    assert measure(text).encoding == ("GSM-7" if is_gsm7(text) else "UCS-2")


def test_the_alphabet_is_whole() -> None:
    """GSM 03.38: 128 places, one of them the escape, and ten more behind it."""
    singles = [
        chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000 and measure(chr(code)).encoding == "GSM-7"
    ]
    assert sum(measure(letter).units == 1 for letter in singles) == 127
    assert sum(measure(letter).units == 2 for letter in singles) == 10
