"""Whether a confidence of 0.7 is right seven times of ten, and what each threshold would cost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evaluation.asked import Asked
from helpline.domain.choosing import Certainty, Thresholds, certainty_of

_TENTHS = 10


@dataclass(frozen=True)
class Tenth:
    """The messages whose confidence lies in one tenth; `right` and `confidence` are means, or None."""

    from_confidence: float
    messages: int
    right: float | None
    confidence: float | None


@dataclass(frozen=True)
class Calibration:
    """`expected_error` is the mean distance between confidence and being right, weighted by messages."""

    tenths: tuple[Tenth, ...]
    expected_error: float | None

    @property
    def too_sure_by(self) -> float:
        """Mean confidence less mean of being right; negative when the confidence is too modest."""
        known = [(t.messages, t.confidence, t.right) for t in self.tenths if t.confidence is not None]
        gaps = [messages * (confidence - (right or 0.0)) for messages, confidence, right in known]
        return sum(gaps) / max(1, sum(messages for messages, _, _ in known))


@dataclass(frozen=True)
class CurvePoint:
    """At a threshold: shares of questions answered and answered wrongly, and of out-of-scope messages answered."""

    threshold: float
    answered: float | None
    wrong: float | None
    outside_answered: float | None


def calibration_of(pairs: Iterable[tuple[float, bool]]) -> Calibration:
    """Of pairs of confidence and whether it was right."""
    listed = list(pairs)
    tenths = tuple(_tenth(index, [pair for pair in listed if _index(pair[0]) == index]) for index in range(_TENTHS))
    gaps = [
        t.messages * abs(t.right - t.confidence) for t in tenths if t.right is not None and t.confidence is not None
    ]
    return Calibration(tenths, sum(gaps) / len(listed) if listed else None)


def pairs_of(asked: Iterable[Asked]) -> list[tuple[float, bool]]:
    """Questions and what is out of scope: messages with danger never come to the question of how sure the bot is."""
    return [(a.confidence, a.is_ranked_first_right) for a in asked if a.question.kind in ("question", "out_of_scope")]


def _index(confidence: float) -> int:
    return min(int(confidence * _TENTHS), _TENTHS - 1)


def _tenth(index: int, pairs: list[tuple[float, bool]]) -> Tenth:
    count = len(pairs)
    right = sum(is_right for _, is_right in pairs) / count if count else None
    confidence = sum(confidence for confidence, _ in pairs) / count if count else None
    return Tenth(index / _TENTHS, count, right, confidence)


def curve_of(asked: Iterable[Asked], answered_topics: frozenset[str]) -> list[CurvePoint]:
    """With the action's own rule, its lead included, at thresholds from 0.1 to 0.9."""
    listed = list(asked)
    return [_point(listed, answered_topics, step / _TENTHS) for step in range(1, _TENTHS)]


def _point(asked: list[Asked], answered_topics: frozenset[str], threshold: float) -> CurvePoint:
    thresholds = replace(Thresholds(), answer=threshold)

    def is_answered(a: Asked) -> bool:
        return a.ranked_first in answered_topics and certainty_of(a.ranking, thresholds) is Certainty.SURE

    questions = [a for a in asked if a.question.kind == "question" and set(a.question.topics) & answered_topics]
    outside = [a for a in asked if a.question.kind == "out_of_scope"]
    answered = [a for a in questions if is_answered(a)]
    wrong = [a for a in answered if not a.is_ranked_first_right]
    return CurvePoint(
        threshold,
        len(answered) / len(questions) if questions else None,
        len(wrong) / len(questions) if questions else None,
        sum(map(is_answered, outside)) / len(outside) if outside else None,
    )
