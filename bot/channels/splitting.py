"""Cuts a long text into parts that a provider takes, at the end of a paragraph, else of a sentence, else of a word."""

import re

from bot.channels.directions import right_to_left
from helpline.domain.languages import direction_of

# From the best place to the worst; each matches just before the next part begins.
_BREAKS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n\s*", r"\n\s*", r"(?<=[.!?؟۔…])\s+", r"\s+"))


def split_in(language: str, text: str, limit: int) -> list[str]:
    """The same, with the marks that text from right to left needs; they count too."""
    parts = split_text(text, limit)
    room = limit
    while direction_of(language) == "rtl":
        marked = [right_to_left(part) for part in parts]
        if all(utf16_length(part) <= limit for part in marked):
            return marked
        room = room * 9 // 10
        parts = split_text(text, room)
    return parts


def split_text(text: str, limit: int) -> list[str]:
    """`limit` counts UTF-16 units, as the strictest provider does. An empty text gives no part."""
    parts = []
    rest = text.strip()
    while utf16_length(rest) > limit:
        end, following = _cut(rest, _fitting(rest, limit))
        parts.append(rest[:end].rstrip())
        rest = rest[following:].lstrip()
    return [*parts, rest] if rest else parts


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, limit: int) -> int:
    """How many characters from the beginning fit."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _cut(text: str, fitting: int) -> tuple[int, int]:
    """Where this part ends and the next begins. A worse break is better than a part that is less than half full."""
    window = text[: fitting + 1]
    for pattern in _BREAKS:
        found = [match for match in pattern.finditer(window) if fitting // 2 <= match.start() <= fitting]
        if found:
            return found[-1].start(), found[-1].end()
    return fitting, fitting
