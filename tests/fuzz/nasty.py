"""Values that programs stumble over. Texts carry a mark, by which it shows when one gets into a log."""

import random
from typing import Any

MARK = "kingfisher"

_TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud83d", "\udc00\ud800", "\ufeff\ufffe\uffff", "\u202e\u2066\u2069\u200f" * 5,
    "\r\n\r\nHTTP/1.1 200", "\U0001f469\u200d\U0001f467" * 20, "Z" + "\u0351\u036b\u0343" * 30,
    "صاحب العمل يحتفظ بجواز سفري", "{{7*7}}${7*7}", "' OR 1=1 --", "<script>alert(1)</script>", "/restart",
    '/intent{"a":1}', "%s%n%x", "{0.__class__}", "../../../etc/passwd", "-1", "1e999", "NaN", "٧", "1\ufe0f\u20e3", "①",
    "9" * 26, "STOP", "START", "DELETE", "MORE", "whatsapp:", "whatsapp:+", "messenger:1", "my boss beats me", "open",
    "file:///etc/passwd", "http://169.254.169.254/", "javascript:alert(1)", "\\", '"', "%", "%zz", "=", "&",
)  # fmt: skip
_NUMBERS = (0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 1.5, float("inf"), float("nan"), True, False, None)
CONTENT_TYPES = (
    "", "application/json", "application/x-www-form-urlencoded", "text/xml", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/json; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-7", "\xff", "a" * 500,
)  # fmt: skip


def text(rng: random.Random) -> str:
    found = rng.choice(_TEXTS)
    if rng.random() < 0.1:
        found = found * rng.choice((10, 100, 2000))
    if rng.random() < 0.2:
        found = "".join(
            chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x110000)))) for _ in range(rng.randrange(40))
        )
    return f"{found} {MARK}" if rng.random() < 0.7 else found


def value(rng: random.Random, depth: int = 0) -> Any:
    """Anything that JSON can hold, and some that it cannot."""
    kind = rng.random()
    if kind < 0.5 or depth > 3:
        return text(rng)
    if kind < 0.75:
        return rng.choice(_NUMBERS)
    if kind < 0.85:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind < 0.97:
        return {text(rng): value(rng, depth + 1) for _ in range(rng.randrange(4))}
    return deep(rng.choice((50, 500, 900)))


def deep(levels: int) -> Any:
    found: Any = MARK
    for _ in range(levels):
        found = [found]
    return found
