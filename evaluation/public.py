"""Questions of the public: whether those on COVID-19 reach it, and whether what is out of scope gets an answer."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.asked import Asked
from evaluation.questions import HERE, Question
from evaluation.shares import Share, share_of

FOLDER = HERE / "public"
COVID = "covid"


@dataclass(frozen=True)
class PublicFigures:
    """Of one file, language and kind. Of what is out of scope, only `answered…` and `alarms` mean something."""

    name: str
    language: str
    kind: str
    covid_first: Share
    covid_among_three: Share
    answered: Share
    answered_off_topic: Share
    alarms: Share


def read_public(folder: Path = FOLDER) -> dict[str, list[Question]]:
    """By file. The kind `covid` accepts any topic on COVID-19."""
    return {path.stem: _read_file(path) for path in sorted(folder.glob("*.tsv"))}


def public_figures(name: str, asked: Iterable[Asked]) -> list[PublicFigures]:
    groups: dict[tuple[str, str], list[Asked]] = {}
    for each in asked:
        groups.setdefault((each.question.kind, each.question.language), []).append(each)
    return [_figures(name, kind, language, group) for (kind, language), group in sorted(groups.items())]


def _figures(name: str, kind: str, language: str, group: list[Asked]) -> PublicFigures:
    return PublicFigures(
        name=name,
        language=language,
        kind=kind,
        covid_first=share_of(group, lambda a: _is_covid(a.given)),
        covid_among_three=share_of(group, _has_covid_among_three),
        answered=share_of(group, lambda a: bool(a.answered)),
        answered_off_topic=share_of(group, lambda a: bool(a.answered) and not _is_covid(a.answered)),
        alarms=share_of(group, lambda a: a.has_alarm),
    )


def _has_covid_among_three(asked: Asked) -> bool:
    seen = dict.fromkeys([asked.given, *asked.offered, *(topic for topic, _ in asked.ranking)])
    return any(map(_is_covid, list(seen)[:3]))


def _is_covid(topic: str) -> bool:
    return topic.startswith("covid_")


def _read_file(path: Path) -> list[Question]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Question(row["id"], row["language"], row["text"], (), row["kind"]) for row in rows]
