"""Which offered choice a person means: a tap, a number in any digits, the label, or a word that stands out."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from helpline.domain.messages import Choice
from helpline.domain.normal_form import normal_form, words_of

_KEYCAPS = {0xFE0F: None, 0x20E3: None, 0x1F51F: "10"}
# Around a number; sums of money, percentages and what begins with a plus are not the number of a choice.
_AROUND = r"(?:[^\w$€£¥%+]|_)*"
_MOST_MENUS = 3
_MOST_WORDS = 3
_SHORTEST_WORD = 3
# Where a button takes less than a value is long, this and a digest stand for the value.
_SHORT_ID = "~"
# To these questions a bare number is an answer, whatever was offered before.
ANSWERED_BY_NUMBER = frozenset({"complaint_since", "complaint_amount"})


@dataclass(frozen=True)
class Menus:
    """What was offered: `present` by the last messages, `earlier` before, newest first. With `expects_number` the last
    question asks for a number of its own."""

    present: tuple[Choice, ...] = ()
    earlier: tuple[tuple[Choice, ...], ...] = ()
    expects_number: bool = False

    def followed_by(self, choices: Sequence[Choice], *, expects_number: bool = False) -> "Menus":
        """After messages that offer these; messages may offer nothing."""
        before = (self.present, *self.earlier) if self.present else self.earlier
        kept = _MOST_MENUS - 1 if choices else _MOST_MENUS
        return Menus(tuple(choices), before[:kept], expects_number)

    def all(self) -> tuple[tuple[Choice, ...], ...]:
        return self.present, *self.earlier


class ChoiceWords:
    """What people write before a number ("no 2"), and words that stand in many labels and mean none of them."""

    def __init__(self, before_number: Iterable[str] = (), plain: Iterable[str] = ()) -> None:
        words = sorted({normal_form(word) for word in before_number}, key=len, reverse=True)
        before = f"(?:(?:{'|'.join(map(re.escape, words))}){_AROUND})?" if words else ""
        self._number = re.compile(rf"^{_AROUND}{before}(\d{{1,2}}){_AROUND}$")
        self._plain = frozenset(_stem(word) for phrase in plain for word in words_of(phrase))

    def number_in(self, text: str) -> int | None:
        """The number, if the text is nothing but one of up to two digits."""
        found = self._number.match(normal_form(_with_plain_digits(text.translate(_KEYCAPS))))
        return int(found.group(1)) if found else None

    def chosen_by_word(self, text: str, offered: Collection[Choice]) -> Choice | None:
        """The whole text is words of one label, and one of them is in no other label."""
        words = [_stem(word) for word in words_of(text)]
        if not 0 < len(words) <= _MOST_WORDS:
            return None
        labels = {choice: frozenset(_stem(word) for word in words_of(choice.label)) for choice in offered}
        telling = [word for word in words if len(word) >= _SHORTEST_WORD and word not in self._plain]
        matching = [choice for choice, label in labels.items() if label.issuperset(words)]
        return _only(matching) if telling else None


def chosen_by_number(number: int, offered: Sequence[Choice]) -> Choice | None:
    """`offered` in the order in which it was numbered, from 1."""
    return offered[number - 1] if 0 < number <= len(offered) else None


def chosen_by_label(text: str, offered: Iterable[Choice]) -> Choice | None:
    """Case, accents and Arabic spelling do not matter, nor does punctuation around."""
    form = words_of(text)
    return _only([choice for choice in offered if form and words_of(choice.label) == form])


def short_id(value: str) -> str:
    """Eighteen letters that stand for a value of any length."""
    return _SHORT_ID + hashlib.sha256(value.encode()).hexdigest()[:17]


def value_tapped(tapped: str, menus: Menus) -> str | None:
    """The value itself, or the one whose short id it is; None for an id of what is no longer offered."""
    if not tapped.startswith(_SHORT_ID):
        return tapped
    values = (choice.value for menu in menus.all() for choice in menu)
    return next((value for value in values if short_id(value) == tapped), None)


def _only(matching: Sequence[Choice]) -> Choice | None:
    """The same choice may be offered by two messages."""
    return matching[0] if len({choice.value for choice in matching}) == 1 else None


def _stem(word: str) -> str:
    """Without the Arabic article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _with_plain_digits(text: str) -> str:
    """Numbers in circles that are no letters of any alphabet, such as ❶."""
    return "".join(
        str(unicodedata.digit(character)) if character in "❶❷❸❹❺❻❼❽❾➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒" else character
        for character in text
    )
