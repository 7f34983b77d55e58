"""How a text sounds, roughly: consonants in Latin letters, so that خدامة, khaddama and 5addama look alike."""

from __future__ import annotations

import re

ARABIC = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", "bttjhkddrzscsdtdegfqklmnhwy", strict=True)),
        **dict.fromkeys("اءآأإؤئ", ""),
        **dict(zip("پچڤگ", "bcfg", strict=True)),
    }
)
# Digits stand for Arabic letters that Latin lacks: 7abasni, 3ayez, 9alb.
LATIN = str.maketrans({**dict(zip("735986xvp", "hekqgtsfb", strict=True)), "2": ""})
TWO_FOR_ONE = {
    "ch": "c",
    "sh": "c",
    "kh": "k",
    "gh": "g",
    "th": "t",
    "dh": "d",
    "ou": "w",
    "oo": "w",
    "ee": "y",
    "ph": "f",
}
PAIR = re.compile("|".join(TWO_FOR_ONE))
VOWELS = re.compile("[aeiou]")
DOUBLED = re.compile(r"(.)\1+")
WEAK = re.compile("(?<=[a-z])[wyhe]")  # they come and go with spelling, except where a word begins


def sounds(normal: str) -> str:
    return WEAK.sub("", DOUBLED.sub(r"\1", " ".join(map(_consonants, normal.split(" ")))))


def _consonants(word: str) -> str:
    if word.isdigit():
        return word
    if not word.isascii():
        return word.translate(ARABIC)
    return VOWELS.sub("", PAIR.sub(lambda pair: TWO_FOR_ONE[pair[0]], word)).translate(LATIN)
