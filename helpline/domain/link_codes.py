"""Codes by which a person joins two of their chats. Digits alone: every keyboard and every script has them."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from helpline.domain.normal_form import words_of

_DIGITS = 8
# With a few words before it; to bring longer texts into the normal form takes time, and none of them is a code.
_LONGEST = 60
_WORD_AND_DIGITS = re.compile(r"(?P<word>\D*)(?P<digits>\d[\d ]*)")
# To walk from one phone to the other; again as long for the answer.
VALID = timedelta(minutes=15)
# Wrong codes from one conversation, within that time.
MOST_WRONG = 5
WRONG_COUNT_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class CodeWritten:
    """`is_said` means that the word to link stood before it: bare digits may be anything, such as a number to call."""

    code: str
    is_said: bool


def new_code() -> str:
    """In one piece: within Arabic two halves would change places."""
    return "".join(secrets.choice("0123456789") for _ in range(_DIGITS))


def read_code(text: str, is_link_word: Callable[[str], bool]) -> CodeWritten | None:
    """The code in a message that is nothing else; digits of any script, with or without spaces and hyphens. After the
    word, however many digits there are were meant to be one."""
    found = _WORD_AND_DIGITS.fullmatch(" ".join(words_of(text))) if len(text) <= _LONGEST else None
    if found is None:
        return None
    word, digits = found["word"].strip(), found["digits"].replace(" ", "")
    is_code = is_link_word(word) if word else len(digits) == _DIGITS
    return CodeWritten(digits, bool(word)) if is_code else None
