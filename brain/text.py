"""One normal form for every language, so that spelling variants of a word become equal."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "\u2018\u2019\u201a\u201b\u02bb\u02bc\u2032\u0060\u00b4\uff07"
QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
DROPPED = re.compile(
    "["
    "\u0300-\u036f"  # accents of Latin letters
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"  # Arabic vowel signs
    "\u0640"  # tatweel
    "\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufe0f\ufeff"  # invisible
    "]"
)
LETTERS = str.maketrans(
    {
        "\u0671": "\u0627",  # alef wasla
        "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u06d2",  # alef maqsura, Farsi yeh
        "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06c3": "\u0647", "\u06d5": "\u0647",
        "\u06a9": "\u0643",  # Persian kaf
        "\u200c": " ",  # zero-width non-joiner parts words
        **{apostrophe: "'" for apostrophe in APOSTROPHES},
        **{quote: '"' for quote in QUOTES},
    }
)
DIGIT = re.compile(r"[^\W_a-zA-Z0-9](?<=\d)")
ELONGATION = re.compile(r"([^\W\d_])\1{2,}")
SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Never begins with a slash: what a person writes is no command to Rasa."""
    composed = unicodedata.normalize("NFKC", text.translate(LETTERS))
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", composed.casefold()))
    folded = unicodedata.normalize("NFC", DROPPED.sub("", parts)).translate(LETTERS)
    plain = ELONGATION.sub(r"\1\1", DIGIT.sub(_ascii_digit, folded))
    return SPACE.sub(" ", plain).lstrip("/ ").rstrip()


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))
