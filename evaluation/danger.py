"""Which danger is recognised, by what."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.asked import Asked
from evaluation.shares import Share, share_of


@dataclass(frozen=True)
class DangerFigures:
    """Of the urgent messages on one topic in one language. `recognised` is what people get: signs that are sure, signs
    and the brain together, or the brain alone. `named` counts those whose topic is right, too.
    """

    topic: str
    language: str
    by_signs: Share
    by_brain: Share
    recognised: Share
    named: Share


@dataclass(frozen=True)
class FalseAlarms:
    """Alarms of one topic on messages that are none, by their kind."""

    topic: str
    language: str
    kind: str
    by_signs: int
    by_brain: int
    in_all: int
    of: int


def per_danger(asked: Iterable[Asked]) -> list[DangerFigures]:
    groups: dict[tuple[str, str], list[Asked]] = {}
    for each in asked:
        if each.question.kind == "urgent":
            groups.setdefault((each.question.topics[0], each.question.language), []).append(each)
    return [
        DangerFigures(
            topic=topic,
            language=language,
            by_signs=share_of(group, lambda a: bool(a.alarm_by_signs)),
            by_brain=share_of(group, lambda a: bool(a.alarm_by_brain)),
            recognised=share_of(group, lambda a: a.has_alarm),
            named=share_of(group, lambda a: a.alarm in a.question.topics),
        )
        for (topic, language), group in sorted(groups.items())
    ]


def false_alarms(asked: Iterable[Asked]) -> list[FalseAlarms]:
    listed = [a for a in asked if a.question.kind != "urgent"]
    groups = {
        (alarm, a.question.language, a.question.kind)
        for a in listed
        for alarm in (a.alarm_by_signs, a.alarm_by_brain, a.alarm)
        if alarm
    }
    return [_false_alarms(topic, language, kind, listed) for topic, language, kind in sorted(groups)]


def _false_alarms(topic: str, language: str, kind: str, asked: list[Asked]) -> FalseAlarms:
    group = [a for a in asked if a.question.language == language and a.question.kind == kind]
    return FalseAlarms(
        topic=topic,
        language=language,
        kind=kind,
        by_signs=sum(a.alarm_by_signs == topic for a in group),
        by_brain=sum(a.alarm_by_brain == topic for a in group),
        in_all=sum(a.alarm == topic for a in group),
        of=len(group),
    )
