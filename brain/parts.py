"""A message that may hold more than one question, cut where people end one and begin the next."""

from __future__ import annotations

import re

FEWEST_WORDS = 3
MOST_PARTS = 4
# Words that announce a second question. A plain "and" joins far more often than it announces.
ANNOUNCED = (
    *("and also", "also i want to", "another question", "another thing", "second question"),
    *("et aussi", "autre question", "et sinon"),
    *("و كمان", "وكمان", "وايضا", "وأيضا", "سؤال ثاني", "سؤال تاني", "سؤال اخر"),
)
BORDER = re.compile(rf"[?؟!.;؛\n]+|(?<!\w)(?:{'|'.join(ANNOUNCED)})(?!\w)", re.IGNORECASE)


def parts_of(text: str) -> list[str]:
    """At least two parts, in order; empty when the text is one piece."""
    found = [part.strip(" ,،") for part in BORDER.split(text)]
    long_enough = [part for part in found if len(part.split()) >= FEWEST_WORDS]
    return long_enough[:MOST_PARTS] if len(long_enough) > 1 else []
