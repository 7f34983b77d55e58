"""Which offered choice a person means: a tap, a number, an emoji number, or the words of the label."""

import re
from collections.abc import Sequence

from helpline.domain.messages import Choice
from helpline.domain.normal_form import normal_form

_NUMBER = re.compile(r"^\W*(\d{1,2})\W*$")
_KEYCAP = "\ufe0f\u20e3"


def choice_meant(text: str, offered: Sequence[Choice]) -> Choice | None:
    """`offered` in the order in which it was numbered, from 1."""
    form = normal_form(text.translate({ord(mark): None for mark in _KEYCAP}))
    number = _NUMBER.match(form)
    if number:
        index = int(number.group(1)) - 1
        return offered[index] if 0 <= index < len(offered) else None
    matching = [choice for choice in offered if normal_form(choice.label) == form]
    return matching[0] if len(matching) == 1 else None
