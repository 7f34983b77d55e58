"""Cuts a long text into parts that a provider takes, at the end of a paragraph, else of a sentence, else of a word."""

from bot.channels.directions import right_to_left
from helpline.domain.breaks import best_break
from helpline.domain.languages import direction_of


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
        end, following = best_break(rest, _fitting(rest, limit))
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
