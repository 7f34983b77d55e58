"""Codes by which a person joins two of their chats. Digits alone: every keyboard and every script has them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from helpline.domain.normal_form import words_of

_DIGITS = 8
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
    """The code in a message that is nothing else; digits of any script, with or without spaces and hyphens."""
    words = words_of(text)
    before = [word for word in words if not word.isdecimal()]
    digits = "".join(words[len(before) :])
    if len(digits) != _DIGITS or not digits.isdecimal():
        return None
    if before and not is_link_word(" ".join(before)):
        return None
    return CodeWritten(digits, bool(before))
