"""Text of two directions on one line: names must not turn the words around them."""

import re

# Marks that change the direction of what follows; in a name they are only ever an attack.
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BEGIN, _END = "\u2068", "\u2069"


def clean_name(name: str) -> str:
    """A name on one line, without direction marks and control characters."""
    plain = _CONTROLS.sub("", name)
    return " ".join("".join(mark if mark.isprintable() else " " for mark in plain).split())


def isolate(value: str, direction: str) -> str:
    """The value inside a sentence of the given direction; where both run left to right nothing is added."""
    value = clean_name(value)
    return value if direction == "ltr" and value.isascii() else f"{_BEGIN}{value}{_END}"
