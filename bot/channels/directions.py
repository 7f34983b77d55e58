"""Right-to-left text on screens that we do not lay out: numbers and addresses within it must not be turned around."""

import re
import unicodedata

_ISOLATE, _END_ISOLATE, _RTL_MARK = "\u2066", "\u2069", "\u200f"
_LTR_MARK = "\u200e"
_LEFT_TO_RIGHT = re.compile(
    r"https?://[^\s<>؛،]*[^\s<>؛،.,;:!?)\"'»]"  # without the punctuation that ends the sentence
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\+?\d(?:[ ./-]?[()]?[ ]?\d){5,}",  # numbers to call and dates
    re.ASCII,
)
_TO_CALL = re.compile(r"(?<![\w\u200e])(?:\+\d|0\d)(?:[ .-]?\d){5,}", re.ASCII)
_GAPS = re.compile(r"[ .-]")


def right_to_left(text: str) -> str:
    """The same text with numbers and addresses isolated, and with a beginning that turns the whole to the left."""
    isolated = _LEFT_TO_RIGHT.sub(lambda found: f"{_ISOLATE}{found.group()}{_END_ISOLATE}", text)
    return isolated if _begins_right_to_left(isolated) else _RTL_MARK + isolated


def left_to_right_parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, for pages that isolate by themselves: which of them are numbers to call and addresses."""
    parts, end = [], 0
    for found in _LEFT_TO_RIGHT.finditer(text):
        parts += [(text[end : found.start()], False), (found.group(), True)]
        end = found.end()
    return [part for part in (*parts, (text[end:], False)) if part[0]]


def right_to_left_sms(text: str) -> str:
    """The same for SMS, where every sign is paid for: numbers to call in one piece, which nothing can reorder, and one
    mark before a plus instead of two around the number. Addresses on the web begin and end with letters, and the whole
    begins from the right by itself."""
    return _TO_CALL.sub(lambda found: _mark(_GAPS.sub("", found.group())), text)


def _mark(number: str) -> str:
    return _LTR_MARK + number if number.startswith("+") else number


def _begins_right_to_left(text: str) -> bool:
    """Apps take the direction from the first letter that has one; those within isolates do not count."""
    depth = 0
    for character in text:
        if character == _ISOLATE:
            depth += 1
        elif character == _END_ISOLATE:
            depth -= 1
        elif not depth and (direction := unicodedata.bidirectional(character)) in ("L", "R", "AL"):
            return direction != "L"
    return False
