"""Dialects of Arabic, in Arabic and in Latin letters."""

from __future__ import annotations

import pytest
import yaml

from brain.dialects import LONGEST, WORDS, Dialects
from brain.sounds import sounds
from brain.text import normalise


@pytest.fixture(scope="module")
def dialects() -> Dialects:
    return Dialects.read()


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("وين جوازي", "أين جوازي"),
        ("المدام ما عطتني فلوسي", "صاحبة العمل ما عطتني مال"),
        ("وعايز أرجع", "و أريد رجوع"),
        ("من غير راتب", "بدون راتب"),
        ("darabni el kafeel", "ضربني el صاحب العمل"),
        ("أريد جواز سفري", "أريد جواز سفري"),
        ("my boss took my passport, I had to call the police", "my boss took my passport, I had to call the police"),
        ("mon patron a pris mon passeport", "mon patron a pris mon passeport"),
        ("", ""),
    ],
)
def test_dialect_words_become_standard_ones(dialects: Dialects, said: str, standard: str) -> None:
    assert dialects.standard(said) == standard


def test_no_entry_is_longer_than_what_is_looked_up() -> None:
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["words"]
    entries = [normalise(str(word)) for dialect in words.values() for word in dialect]
    assert all(entries)
    assert max(len(entry.split()) for entry in entries) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("خدامه", "khaddama"),
        ("خدامه", "5addama"),
        ("شكرا", "shukran"[:-1]),
        ("حبسني", "7abasni"),
        ("راتب", "rateb"),
        ("مدام", "madame"),
        ("فلوس", "flous"),
    ],
)
def test_words_that_sound_alike_look_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


def test_numbers_stay_numbers() -> None:
    assert sounds("73 يوم 2026") == "73 ym 2026"
