"""Letters that cost money: one that is outside GSM-7 more than doubles the price of an SMS."""

import re

from helpline.domain.segments import is_gsm7

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−·•", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff\ufe0f", ""),
        "…": "...",
        "«": '"',
        "»": '"',
        "‹": "'",
        "›": "'",
    }
)
_QUOTED = re.compile(r"«\s*([^«»]*?)\s*»")
_LETTERS = str.maketrans(
    {
        **dict(zip("çêëîïôûâÿáíóúãõÀÂÈÊËÎÏÔÙÛŸÁÍÓÚ", "ceeiiouayaiouaoAAEEEIIOUUYAIOU", strict=True)),
        "œ": "oe",
        "Œ": "OE",
    }
)


def sms_letters(text: str) -> str:
    """Plain punctuation always; letters without their accents only where that makes the whole fit GSM-7."""
    plain = _QUOTED.sub(r'"\1"', text).translate(_TYPOGRAPHY)
    if is_gsm7(plain):
        return plain
    without_accents = plain.translate(_LETTERS)
    return without_accents if is_gsm7(without_accents) else plain
