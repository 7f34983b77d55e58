"""A long text in SMS of a few segments each, for whoever asks for more."""

from bisect import bisect_right

from helpline.domain.breaks import best_break
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters

_MOST_SEGMENTS = 4


def sms_pieces(text: str, last_line: str) -> list[str]:
    """All but the last leave room for `last_line`, which says that there is more."""
    rest = sms_letters(text).strip()
    pieces = []
    while count_segments(rest) > _MOST_SEGMENTS:
        end, following = best_break(rest, _fitting(rest, f"\n{last_line}"))
        pieces.append(rest[:end].rstrip())
        rest = rest[following:].lstrip()
    return [*pieces, rest] if rest else pieces


def _fitting(text: str, after: str) -> int:
    """The most characters with which the piece is still small enough: a longer one never takes less."""
    lengths = range(1, len(text) + 1)
    return max(1, bisect_right(lengths, _MOST_SEGMENTS, key=lambda length: count_segments(text[:length] + after)))
