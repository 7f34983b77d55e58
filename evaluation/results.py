"""All that one evaluation found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from evaluation.asked import Asked
from evaluation.calibration import Calibration, CurvePoint, calibration_of, curve_of, pairs_of
from evaluation.danger import DangerFigures, FalseAlarms, false_alarms, per_danger
from evaluation.figures import Figures, by_language, figures_of
from evaluation.languages import by_length, taken_for
from evaluation.public import PublicFigures
from evaluation.shares import Share
from evaluation.topics import Mistaken, TopicFigures, matrix, mistaken, outcomes, per_topic

_EXAMPLES = 3


@dataclass(frozen=True)
class Miss:
    """A question whose right topic was not given first."""

    id: str
    language: str
    kind: str
    text: str
    wanted: tuple[str, ...]
    given: str
    answered: str
    outcome: str


@dataclass(frozen=True)
class SetResults:
    """Of one set of questions; mappings are by language."""

    name: str
    messages: dict[str, dict[str, int]]
    figures: dict[str, Figures]
    outcomes: dict[str, dict[str, int]]
    outcomes_outside: dict[str, dict[str, int]]
    topics: list[TopicFigures]
    mistaken: list[Mistaken]
    matrix: dict[str, dict[str, int]]
    language_by_length: dict[str, dict[str, Share]]
    language_taken_for: dict[str, dict[str, int]]
    danger: list[DangerFigures]
    false_alarms: list[FalseAlarms]
    calibration: dict[str, Calibration]
    misses: list[Miss]


@dataclass(frozen=True)
class Results:
    """`at` is when; `seconds` how long the asking took. Curves are by language, from the development questions."""

    at: str
    seconds: float
    turns: int
    sets: list[SetResults]
    public: list[PublicFigures] = field(default_factory=list)
    curves: dict[str, list[CurvePoint]] = field(default_factory=dict)


def results_of(name: str, asked: list[Asked], *, is_held_out: bool = False) -> SetResults:
    """Of questions that are held out, no text is shown: what was seen is soon tuned on."""
    languages = by_language(asked)
    questions = [a for a in asked if a.question.kind == "question"]
    outside = [a for a in asked if a.question.kind == "out_of_scope"]
    return SetResults(
        name=name,
        messages={code: _kinds(group) for code, group in languages.items()},
        figures={code: figures_of(group) for code, group in languages.items()},
        outcomes={code: outcomes(group) for code, group in by_language(questions).items()},
        outcomes_outside={code: outcomes(group) for code, group in by_language(outside).items()},
        topics=per_topic(asked),
        mistaken=mistaken(questions + outside, examples=0 if is_held_out else _EXAMPLES),
        matrix=matrix(questions + outside),
        language_by_length={code: by_length(group) for code, group in languages.items()},
        language_taken_for={code: taken_for(group) for code, group in languages.items()},
        danger=per_danger(asked),
        false_alarms=false_alarms(asked),
        calibration={code: calibration_of(pairs_of(group)) for code, group in languages.items()},
        misses=[] if is_held_out else [_miss(a) for a in asked if _is_missed(a)],
    )


def curves_of(asked: Iterable[Asked], answered_topics: frozenset[str]) -> dict[str, list[CurvePoint]]:
    return {code: curve_of(group, answered_topics) for code, group in by_language(asked).items()}


def _kinds(asked: list[Asked]) -> dict[str, int]:
    kinds = [a.question.kind for a in asked]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _is_missed(asked: Asked) -> bool:
    kind = asked.question.kind
    if kind == "question":
        return not asked.is_first_right
    if kind == "urgent":
        return not asked.has_alarm
    return asked.has_alarm if kind == "harmless" else bool(asked.answered)


def _miss(asked: Asked) -> Miss:
    question = asked.question
    return Miss(
        id=question.id,
        language=question.language,
        kind=question.kind,
        text=question.text,
        wanted=question.topics,
        given=asked.alarm or asked.given,
        answered=asked.answered,
        outcome=str(asked.outcome),
    )
