"""`content/answers/<topic>.yml`."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpline.content.files import read_yaml
from helpline.domain.answers import Answer, Translation
from helpline.domain.messages import Source
from helpline.errors import ContentError


@dataclass(frozen=True)
class AnswerEntry:
    """An answer as it stands in a file; `digest` changes when anything in it does."""

    answer: Answer
    digest: str
    path: Path


def read_answers(content_dir: Path) -> Iterator[AnswerEntry]:
    for path in sorted((content_dir / "answers").glob("*.yml")):
        data = read_yaml(path)
        for entry in data.get("answers") or ():
            yield AnswerEntry(read_answer(path, str(data.get("topic", "")), entry), _digest(entry), path)


def read_answer(path: Path, topic: str, entry: dict[str, Any]) -> Answer:
    """Raises ContentError that names the answer and what is missing."""
    try:
        return Answer(
            id=entry["id"],
            topic=topic,
            country=entry["country"],
            audience=entry["audience"],
            sources=tuple(_source(source) for source in entry["sources"]),
            facts=tuple(entry.get("facts") or ()),
            follow_ups=tuple(entry.get("follow_ups") or ()),
            checked_on=_date(entry["checked_on"]),
            review_by=_date(entry["review_by"]),
            translations={language: _translation(data) for language, data in entry["translations"].items()},
        )
    except KeyError as error:
        raise ContentError(f"{path}: answer {entry.get('id', '?')} has no {error.args[0]}.") from None
    except (TypeError, ValueError, AttributeError):
        raise ContentError(f"{path}: answer {entry.get('id', '?')} is not written as the format asks.") from None


def _source(data: dict[str, Any]) -> Source:
    return Source(title=str(data["title"]), publisher=str(data["publisher"]), url=str(data["url"]))


def _translation(data: dict[str, Any]) -> Translation:
    return Translation(
        question=str(data["question"]).strip(),
        text=str(data["text"]).strip(),
        short_text=" ".join(str(data["sms"]).split()),
        status=str(data["status"]),
        reviewed_by=str(data.get("reviewed_by") or ""),
        source_version=int(data.get("source_version", 1)),
        phrasings=_phrasings(data.get("phrasings")),
    )


def _phrasings(data: Any) -> tuple[str, ...]:
    if data is not None and not isinstance(data, list):
        raise TypeError("phrasings must be a list")
    return tuple(str(phrasing).strip() for phrasing in data or ())


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _digest(entry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True, default=str).encode()).hexdigest()
