"""Whether what was understood is sure enough to answer, unsure enough to ask, or not understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    SURE = "sure"
    UNSURE = "unsure"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1. `lead` is how far the best must be ahead of the second to be answered at once."""

    answer: float = 0.40
    lead: float = 0.12
    ask: float = 0.12


def certainty_of(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> Certainty:
    """`ranking` is ordered, best first."""
    if not ranking or ranking[0][1] < thresholds.ask:
        return Certainty.NOT_UNDERSTOOD
    lead = ranking[0][1] - (ranking[1][1] if len(ranking) > 1 else 0.0)
    if ranking[0][1] >= thresholds.answer and lead >= thresholds.lead:
        return Certainty.SURE
    return Certainty.UNSURE
