"""The figures of one language, which its floors name."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from evaluation.asked import Asked
from evaluation.shares import Share, share_of

Figures: TypeAlias = Mapping[str, Share]

FIRST = "right topic first"
RANKED_FIRST = "right topic first in Rasa's ranking alone"
AMONG_THREE = "right topic among three"
WRONG = "wrong answer given"
ALARM_ON_QUESTION = "false alarm on a question"
OUTSIDE_ANSWERED = "out of scope answered"
DANGER_BY_SIGNS = "danger recognised by signs"
DANGER_BY_BRAIN = "danger recognised by Rasa"
DANGER = "danger recognised in all"
LOOK_ALIKE_BY_SIGNS = "alarm on a look-alike, by signs"
LOOK_ALIKE_BY_BRAIN = "alarm on a look-alike, by Rasa"
LOOK_ALIKE = "alarm on a look-alike, in all"
LANGUAGE = "language right"
LANGUAGE_LONG = "language right, 12 letters or more"

_LONG = 12


def figures_of(asked: Iterable[Asked]) -> Figures:
    everything = list(asked)
    questions, urgent, harmless, outside = (
        [a for a in everything if a.question.kind == kind]
        for kind in ("question", "urgent", "harmless", "out_of_scope")
    )
    long_enough = [a for a in everything if a.question.letters >= _LONG]
    return {
        FIRST: share_of(questions, lambda a: a.is_first_right),
        RANKED_FIRST: share_of(questions, lambda a: a.is_first_right_for_brain),
        AMONG_THREE: share_of(questions, lambda a: a.is_among_three),
        WRONG: share_of(questions, lambda a: a.is_wrong_answer),
        ALARM_ON_QUESTION: share_of(questions, lambda a: a.has_alarm),
        OUTSIDE_ANSWERED: share_of(outside, lambda a: bool(a.answered)),
        DANGER_BY_SIGNS: share_of(urgent, lambda a: bool(a.alarm_by_signs)),
        DANGER_BY_BRAIN: share_of(urgent, lambda a: bool(a.alarm_by_brain)),
        DANGER: share_of(urgent, lambda a: a.has_alarm),
        LOOK_ALIKE_BY_SIGNS: share_of(harmless, lambda a: bool(a.alarm_by_signs)),
        LOOK_ALIKE_BY_BRAIN: share_of(harmless, lambda a: bool(a.alarm_by_brain)),
        LOOK_ALIKE: share_of(harmless, lambda a: a.has_alarm),
        LANGUAGE: share_of(everything, lambda a: a.language_found == a.question.language),
        LANGUAGE_LONG: share_of(long_enough, lambda a: a.language_found == a.question.language),
    }


def by_language(asked: Iterable[Asked]) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {}
    for each in asked:
        found.setdefault(each.question.language, []).append(each)
    return dict(sorted(found.items()))
