"""How many SMS segments a text takes: GSM-7 when every character allows it, else UCS-2."""

from collections.abc import Iterable
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Sent as an escape and a second character; the two may not be torn apart.
_EXTENSION = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True)
class SegmentCount:
    """`units` are septets in GSM-7 and UTF-16 code units in UCS-2."""

    encoding: str
    units: int
    segments: int


def is_gsm7(text: str) -> bool:
    return all(character in _BASIC or character in _EXTENSION for character in text)


def count_segments(text: str) -> int:
    return measure(text).segments


def measure(text: str) -> SegmentCount:
    """An empty text takes no segment."""
    if is_gsm7(text):
        widths = [2 if character in _EXTENSION else 1 for character in text]
        return SegmentCount("GSM-7", sum(widths), _segments(widths, single=160, joined=153))
    widths = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return SegmentCount("UCS-2", sum(widths), _segments(widths, single=70, joined=67))


def _segments(widths: Iterable[int], *, single: int, joined: int) -> int:
    """Joined segments hold less, because each begins with a header; a character of two units is not split."""
    widths = list(widths)
    if sum(widths) <= single:
        return 1 if widths else 0
    segments, used = 1, 0
    for width in widths:
        if used + width > joined:
            segments, used = segments + 1, 0
        used += width
    return segments
