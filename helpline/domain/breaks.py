"""Where a long text is best cut: at the end of a paragraph, else of a line, else of a sentence, else of a word."""

import re

# From the best place to the worst; each matches just before the next part begins.
_BREAKS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n\s*", r"\n\s*", r"(?<=[.!?؟۔…])\s+", r"\s+"))


def best_break(text: str, fitting: int) -> tuple[int, int]:
    """Where a part of at most `fitting` characters ends and the next begins. A worse break is better than a part that
    is less than half full."""
    window = text[: fitting + 1]
    for pattern in _BREAKS:
        found = [match for match in pattern.finditer(window) if fitting // 2 <= match.start() <= fitting]
        if found:
            return found[-1].start(), found[-1].end()
    return fitting, fitting
