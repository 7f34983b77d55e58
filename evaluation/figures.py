"""The figures per language, as shares from 0 to 1."""

from collections.abc import Callable, Iterable

from evaluation.asking import Asked

Figures = dict[str, float]


def figures_of(asked: Iterable[Asked]) -> Figures:
    everything = list(asked)
    kinds = {kind: [a for a in everything if a.question.kind == kind] for kind in ("question", "urgent", "harmless")}
    outside = [a for a in everything if a.question.kind == "out_of_scope"]
    long_enough = [a for a in everything if sum(c.isalpha() for c in a.question.text) >= 12]
    questions, urgent, harmless = kinds["question"], kinds["urgent"], kinds["harmless"]
    return {
        "questions": len(questions),
        "right topic first": _share(questions, lambda a: a.is_first_right),
        "right topic among three": _share(questions, lambda a: a.is_among_three),
        "wrong answer given": _share(questions, lambda a: a.is_wrong_answer),
        "false alarm on a question": _share(questions, lambda a: a.alarm_by_signs or a.alarm_by_brain),
        "out of scope answered": _share(outside, lambda a: bool(a.answered)),
        "danger recognised by signs": _share(urgent, lambda a: a.alarm_by_signs),
        "danger recognised in all": _share(urgent, lambda a: a.alarm_by_signs or a.alarm_by_brain),
        "alarm on a look-alike, signs": _share(harmless, lambda a: a.alarm_by_signs),
        "alarm on a look-alike, in all": _share(harmless, lambda a: a.alarm_by_signs or a.alarm_by_brain),
        "language right, 12 letters or more": _share(long_enough, lambda a: a.language_found == a.question.language),
    }


def _share(asked: list[Asked], is_counted: Callable[[Asked], bool]) -> float:
    return sum(is_counted(a) for a in asked) / len(asked) if asked else float("nan")
