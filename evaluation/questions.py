"""The questions, one JSON object a line: `text`, acceptable `topics` (best first) and `kind`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from helpline.domain.languages import SERVED

HERE = Path(__file__).parent
STANDING, FRESH, OTHERS, DEVELOPMENT = "questions", "fresh", "outside", "development"
HELD_OUT = frozenset({FRESH, OTHERS})
OUTSIDE = "out_of_scope"  # a kind of message, and the topic that is right for it
KINDS = ("question", "urgent", "harmless", OUTSIDE)


class QuestionsError(Exception):
    """A file of questions cannot be used; the text names the file and the line."""


@dataclass(frozen=True)
class Question:
    """`kind` is question, urgent, harmless (looks like danger and is not) or out_of_scope."""

    id: str
    language: str
    text: str
    topics: tuple[str, ...]
    kind: str

    @property
    def letters(self) -> int:
        return sum(character.isalpha() for character in self.text)


def read_questions(name: str = STANDING, folder: Path = HERE) -> list[Question]:
    """Those of a set, by the name of its folder; none when there is no such folder."""
    paths = sorted((folder / name).glob("*.jsonl"))
    return [question for path in paths for question in _read_file(path)]


def _read_file(path: Path) -> Iterator[Question]:
    """The file's name ends with its language: `ar.jsonl`, `workers.ar.jsonl`, `workers-ar.jsonl`."""
    language = re.split(r"[._-]", path.stem)[-1]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield _read_line(line, language, f"{path.name}, line {number}")


def _read_line(line: str, language: str, place: str) -> Question:
    try:
        data = json.loads(line)
        question = Question(
            str(data["id"]), str(data.get("language") or language), data["text"], tuple(data["topics"]), data["kind"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionsError(f"{place}: not a question ({type(error).__name__}).") from None
    if question.kind not in KINDS:
        raise QuestionsError(f"{place}: the kind {question.kind!r} is none of {', '.join(KINDS)}.")
    if question.language not in SERVED:
        raise QuestionsError(f"{place}: the language {question.language!r} is not served.")
    return question if question.topics or question.kind != OUTSIDE else replace(question, topics=(OUTSIDE,))
