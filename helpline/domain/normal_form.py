"""The form in which texts are compared: case, accents, Arabic spelling variants, digits and long letters do not matter.

`brain/text.py` does the same inside Rasa's process, which may not import this package; a test holds the two in step.
"""

import re
import unicodedata

_ARABIC_LETTERS = str.maketrans("أإآٱىیئؤةکہھۀ", "اااايييوهكههه")
_REMOVED = re.compile(
    "[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
_APOSTROPHES = str.maketrans("’‘ʼ`´“”«»\u200c", "'''''\"\"\"\" ")
_ELONGATED = re.compile(r"(\D)\1{2,}")
_SPACES = re.compile(r"\s+")


def normal_form(text: str) -> str:
    """NFKC, lower case, without accents, vowel signs and tatweel; digits Western; three equal letters become two."""
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    text = _REMOVED.sub("", text).casefold().translate(_ARABIC_LETTERS)
    text = "".join(_plain_digit(character) for character in _without_accents(text))
    return _SPACES.sub(" ", _ELONGATED.sub(r"\1\1", text)).strip()


def _without_accents(text: str) -> str:
    """Latin only: in Indic scripts combining signs are vowels."""
    if text.isascii():
        return text
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.category(character) == "Mn" and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_ARABIC_LETTERS)


def _plain_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def words_of(text: str) -> list[str]:
    """The words of the normal form, without punctuation."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", normal_form(text))
