"""Which answer is meant, and whether that is sure enough to answer, unsure enough to ask, or not understood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpline.domain.faq_search import Match

# The topic of FAQ entries that stand for themselves: staff wrote them, and no classifier knows them.
OTHER_QUESTIONS = "other_questions"

Ranking = Sequence[tuple[str, float]]


class Certainty(StrEnum):
    SURE = "sure"
    UNSURE = "unsure"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1. `lead` is how far the best must be ahead of the second to be answered at once."""

    answer: float = 0.45
    lead: float = 0.20
    ask: float = 0.12


@dataclass(frozen=True)
class SearchWeights:
    """How much the FAQ's own phrasings count.

    A likeness up to `noise` says nothing, since any two messages share words; from `same` on, the person asks what the
    entry asks, and the classifier counts for little. `most` is what the search can be sure of at best.
    """

    noise: float = 0.40
    same: float = 0.70
    most: float = 0.90


def certainty_of(ranking: Ranking, thresholds: Thresholds) -> Certainty:
    """`ranking` is ordered, best first."""
    if not ranking or ranking[0][1] < thresholds.ask:
        return Certainty.NOT_UNDERSTOOD
    lead = ranking[0][1] - (ranking[1][1] if len(ranking) > 1 else 0.0)
    if ranking[0][1] >= thresholds.answer and lead >= thresholds.lead:
        return Certainty.SURE
    return Certainty.UNSURE


def fused(ranking: Ranking, matches: Iterable[Match], weights: SearchWeights) -> list[tuple[str, float]]:
    """The classifier's ranking together with what the search found, best first.

    What the search is sure of is taken from the classifier's probabilities. An entry that stands for itself is ranked
    under `other_questions:<id>`.
    """
    found: dict[str, float] = {}
    for match in matches:
        name = f"{OTHER_QUESTIONS}:{match.answer_id}" if match.topic == OTHER_QUESTIONS else match.topic
        found[name] = max(found.get(name, 0.0), _sureness(match.likeness, weights))
    surest = max(found.values(), default=0.0)
    scores = {name: probability * (1.0 - surest) for name, probability in ranking}
    for name, sureness in found.items():
        if sureness > 0.0:
            scores[name] = scores.get(name, 0.0) + sureness
    return sorted(((name, min(score, 1.0)) for name, score in scores.items()), key=lambda pair: (-pair[1], pair[0]))


def _sureness(likeness: float, weights: SearchWeights) -> float:
    share = (likeness - weights.noise) / (weights.same - weights.noise)
    return weights.most * min(max(share, 0.0), 1.0)
