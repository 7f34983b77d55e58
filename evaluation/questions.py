"""The questions, one JSON object a line: `text`, acceptable `topics` (best first) and `kind`."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True)
class Question:
    """`kind` is question, urgent, harmless (looks like danger and is not) or out_of_scope."""

    id: str
    language: str
    text: str
    topics: tuple[str, ...]
    kind: str


def read_questions() -> list[Question]:
    found: list[Question] = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            found.append(Question(data["id"], path.stem, data["text"], tuple(data["topics"]), data["kind"]))
    return found
