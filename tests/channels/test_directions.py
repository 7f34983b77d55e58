"""Numbers and addresses in text from right to left."""

import pytest

from bot.channels.directions import right_to_left, right_to_left_sms


def isolated(text: str) -> str:
    return f"\u2066{text}\u2069"


@pytest.mark.parametrize("part", ["+97440288888", "+974 4028 8888", "https://mol.gov.qa/ar?x=1", "help@mol.gov.qa"])
def test_what_runs_from_left_to_right_is_isolated(part: str) -> None:
    assert right_to_left(f"اتصل على {part}.") == f"اتصل على {isolated(part)}."


@pytest.mark.parametrize("text", ["رقم 999 للطوارئ", "1. اطلبه\n2. اشتكِ", "قضيتك K7Q-42 مفتوحة", "5 000 ريال"])
def test_what_reads_well_as_it_is_stays_as_it_is(text: str) -> None:
    marked = right_to_left(text)
    assert marked == text


def test_a_text_that_begins_with_other_letters_is_turned() -> None:
    assert right_to_left("COVID-19: اللقاح مجاني") == "\u200fCOVID-19: اللقاح مجاني"
    assert right_to_left("+97440288888 رقم الوزارة") == f"{isolated('+97440288888')} رقم الوزارة"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("اتصل على +974 4028 8888.", "اتصل على \u200e+97440288888."),
        ("اتصل على 04 123 4567", "اتصل على 041234567"),
        ("اتصل على 999 أو 112", "اتصل على 999 أو 112"),
        ("في 12/10/2026 قبل 5 000 ريال", "في 12/10/2026 قبل 5 000 ريال"),
        ("https://mol.gov.qa/ar", "https://mol.gov.qa/ar"),
    ],
)
def test_on_sms_numbers_are_in_one_piece_and_cost_one_letter_at_most(text: str, marked: str) -> None:
    assert right_to_left_sms(text) == marked
    assert right_to_left_sms(marked) == marked
