from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brain.text import as_written, normalise, spelt_in
from helpline.content.phrases import read_phrases
from helpline.domain.normal_form import normal_form

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("رَاتِب", "راتب"),
        ("الإمارات", "الامارات"),
        ("آسف ٱلكتاب أمل", "اسف الكتاب امل"),
        ("مؤسسة شؤون", "موسسه شوون"),
        ("مسئول", "مسيول"),
        ("على", "علي"),
        ("کفیل", "كفيل"),
        ("تنخواہ", "تنخواه"),
        ("ھل", "هل"),
        ("مـــــرحبا", "مرحبا"),
        ("ﻻ", "لا"),
        ("أ", "ا"),
        ("مدد\u200cکار", "مدد كار"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳", "0123"),
        ("१२३", "123"),
        ("Impayés", "impayes"),
        ("ÉTÉ", "ete"),
        ("STRASSE", "straße"),
        ("l’employeur", "l'employeur"),
        ("“pay”", '"pay"'),
        ("heeeeelp", "heelp"),
        ("ｐａｙ", "pay"),
        ("pa\u200by\u202e me\ufeff", "pay me"),
        ("  a \n\t b ", "a b"),
    ],
)
def test_spellings_of_a_word_become_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) == normalise(other)


@pytest.mark.parametrize("text", ["नमस्ते मज़दूर", "வேலை", "වැටුප", "දකුණ", "ጤና", "काम नहीं"])
def test_vowel_signs_of_other_scripts_stay(text: str) -> None:
    assert len(re.findall(r"\S", normalise(text))) == len(re.findall(r"\S", text))


def test_what_is_different_stays_different() -> None:
    assert len({normalise(word) for word in ("گ", "ك", "قطر", "مطر", "100", "1000", "aab", "ab")}) == 8


@given(st.text())
def test_the_normal_form_is_final_and_no_command(text: str) -> None:
    form = normalise(text)
    assert normalise(form) == form
    assert not form.startswith(("/", " "))


@given(st.text(alphabet=" /／\u200b\u3000\u202e\u0640a", max_size=8))
def test_no_disguise_of_a_slash_leads(text: str) -> None:
    assert not normalise(text).startswith("/")


def test_as_written_keeps_accents_and_drops_what_is_invisible() -> None:
    assert as_written("Mon  PATRON n’a pas payé\u200f !!!!") == "mon patron n'a pas payé !!"


@pytest.mark.parametrize(
    ("original", "found", "own"),
    [
        ("Depuis 3  Années, chef !", "3 annees", "3  Années"),
        ("من ثلاثة أشهر والله", "ثلاثه اشهر", "ثلاثة أشهر"),
        ("بالأسبوعين", "اسبوعين", "أسبوعين"),
        ("٤٥٠٠ ريال", "4500 ريال", "٤٥٠٠ ريال"),
        ("since March.", "march", "March"),
        ("/ 5 AED", "5 aed", "5 AED"),
        ("nothing of the kind", "5 aed", "5 aed"),
    ],
)
def test_what_was_found_is_read_back_as_it_was_written(original: str, found: str, own: str) -> None:
    assert spelt_in(original, found) == own


def test_the_helpline_has_the_same_normal_form() -> None:
    """The safeguarding screen and the FAQ search must see the words that the brain learnt from."""
    phrases = [phrase for pairs in read_phrases(ROOT / "data" / "nlu").values() for _, phrase in pairs]
    assert len(phrases) > 5000
    different = [phrase for phrase in phrases if normalise(phrase) != normal_form(phrase).lstrip("/ ")]
    assert not different
