"""One normal form for every language, so that the spellings of a word become equal. No imports of Rasa here.

`helpline.domain.normal_form` does the same for the safeguarding screen; a test holds the two in step.
"""

from __future__ import annotations

import re
import unicodedata

ARABIC_LETTERS = dict(zip("أإآٱىیئؤةکہھۀۂۃە", "اااايييوهكهههههه", strict=True))
QUOTES = {**dict.fromkeys("’‘‚‛ʻʼ′`´", "'"), **dict.fromkeys("“”„‟«»″", '"')}
PARTS_WORDS = {"\u200c": " "}
PLAIN_QUOTES = str.maketrans({**QUOTES, **PARTS_WORDS})
LETTERS = str.maketrans({**ARABIC_LETTERS, **QUOTES, **PARTS_WORDS})
DROPPED = re.compile(
    "["
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"  # tatweel and Arabic vowel signs
    "\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible
    "]"
)
LATIN_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
ELONGATION = re.compile(r"(\D)\1{2,}")
SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Never begins with a slash: what a person writes is no command to Rasa."""
    plain = DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(LETTERS)))
    folded = _without_accents(unicodedata.normalize("NFKC", plain.casefold())).translate(LETTERS)
    western = OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), folded)
    return SPACE.sub(" ", ELONGATION.sub(r"\1\1", western)).lstrip("/ ").rstrip()


def as_written(text: str) -> str:
    """Case and what is invisible removed, accents kept: a sentence encoder knows words as people spell them."""
    plain = DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(PLAIN_QUOTES))).lower()
    return SPACE.sub(" ", ELONGATION.sub(r"\1\1", plain)).strip()


def spelt_in(original: str, found: str) -> str:
    """The words of `original` whose normal form is `found`; `found` itself where they do not stand there."""
    words = [word.span() for word in re.finditer(r"\S+", original)]
    count = found.count(" ") + 1
    for first, last in zip(words, words[count - 1 :], strict=False):
        span = original[first[0] : last[1]]
        if found in normalise(span):
            return _without_more(span, found)
    return found


def _without_more(span: str, found: str) -> str:
    """Particles before and marks behind are no part of it."""
    while found in normalise(span[1:]):
        span = span[1:]
    while found in normalise(span[:-1]):
        span = span[:-1]
    return span


def _without_accents(text: str) -> str:
    """Latin letters only: in Indic scripts combining signs are vowels."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", LATIN_ACCENTS.sub("", unicodedata.normalize("NFD", text)))
