"""What is right and wrong per topic, and which topics are taken for each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.asked import HONEST_FALLBACKS, Asked
from evaluation.shares import Share, share_of

NOTHING = "nothing"


@dataclass(frozen=True)
class TopicFigures:
    """Of the questions on one topic (the best one accepted) in one language."""

    topic: str
    language: str
    first: Share
    among_three: Share
    wrong: Share
    fallback: Share


@dataclass(frozen=True)
class Mistaken:
    """How often one topic was given for another; `examples` are a few of the questions."""

    wanted: str
    given: str
    times: int
    examples: tuple[str, ...]


def per_topic(asked: Iterable[Asked]) -> list[TopicFigures]:
    """The weakest first."""
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for each in asked:
        if each.question.kind == "question":
            groups[_wanted(each), each.question.language].append(each)
    found = [_figures(topic, language, group) for (topic, language), group in groups.items()]
    return sorted(found, key=lambda figures: (figures.first.value or 0.0, figures.topic, figures.language))


def _figures(topic: str, language: str, group: list[Asked]) -> TopicFigures:
    return TopicFigures(
        topic=topic,
        language=language,
        first=share_of(group, lambda a: a.is_first_right),
        among_three=share_of(group, lambda a: a.is_among_three),
        wrong=share_of(group, lambda a: a.is_wrong_answer),
        fallback=share_of(group, lambda a: a.outcome in HONEST_FALLBACKS),
    )


def outcomes(asked: Iterable[Asked]) -> dict[str, int]:
    """How often people get what, most frequent first."""
    return {str(outcome): times for outcome, times in Counter(a.outcome for a in asked).most_common()}


def mistaken(asked: Iterable[Asked], examples: int) -> list[Mistaken]:
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in asked:
        if not each.is_first_right:
            pairs[_wanted(each), each.given or NOTHING].append(each.question.text)
    found = [Mistaken(wanted, given, len(texts), tuple(texts[:examples])) for (wanted, given), texts in pairs.items()]
    return sorted(found, key=lambda pair: (-pair.times, pair.wanted, pair.given))


def matrix(asked: Iterable[Asked]) -> dict[str, dict[str, int]]:
    """By topic wanted, how often each topic was given; any accepted topic counts as the one wanted."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for each in asked:
        given = _wanted(each) if each.is_first_right else each.given or NOTHING
        rows[_wanted(each)][given] += 1
    return {wanted: dict(row) for wanted, row in sorted(rows.items())}


def _wanted(asked: Asked) -> str:
    return asked.question.topics[0] if asked.question.topics else NOTHING
