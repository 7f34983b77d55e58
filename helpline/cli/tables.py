"""Counts of answers as tables for a terminal."""

from collections.abc import Callable, Iterable, Sequence

from helpline.domain.answers import Answer
from helpline.domain.languages import SERVED


def content_table(answers: Sequence[Answer]) -> str:
    """By topic, then by country; the languages count translations, and among them those that a person reviewed."""
    by_topic = _counted("topic", answers, lambda answer: answer.topic)
    by_country = _counted("country", answers, lambda answer: answer.country)
    return f"{by_topic}\n\n{by_country}"


def _counted(name: str, answers: Iterable[Answer], key: Callable[[Answer], str]) -> str:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    head = [name, "answers", "general", "worker", "employer", "both", *SERVED, "reviewed"]
    rows = [[group, *map(str, _figures(found))] for group, found in sorted(groups.items())]
    total = ["all", *map(str, _figures([answer for found in groups.values() for answer in found]))]
    return table([head, *rows, total])


def _figures(answers: Sequence[Answer]) -> list[int]:
    translations = [each for answer in answers for each in answer.translations.values()]
    return [
        len(answers),
        sum(answer.is_general for answer in answers),
        *(sum(answer.audience == audience for answer in answers) for audience in ("worker", "employer", "both")),
        *(sum(language in answer.translations for answer in answers) for language in SERVED),
        sum(each.status == "reviewed" for each in translations),
    ]


def table(rows: Sequence[Sequence[str]]) -> str:
    """The first row is the head; all but the first column stand to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
