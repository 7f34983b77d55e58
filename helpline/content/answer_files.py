"""Writes answers as content files, `answers/<topic>.yml`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from helpline.domain.answers import Answer, Translation
from helpline.domain.languages import SERVED
from helpline.errors import ContentError

_WIDTH = 140


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as blocks, as people write them."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def write_answers(directory: Path, answers: Iterable[Answer]) -> list[Path]:
    """Raises ContentError when answers stand there already: nothing is overwritten."""
    folder = directory / "answers"
    if folder.is_dir() and any(folder.glob("*.yml")):
        raise ContentError(f"There are answers in {folder} already. Choose another folder.")
    by_topic: dict[str, list[Answer]] = {}
    for answer in answers:
        by_topic.setdefault(answer.topic, []).append(answer)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(folder, topic, found) for topic, found in sorted(by_topic.items())]
    except OSError as error:
        raise ContentError(f"{folder} cannot be written ({error.strerror}).") from None


def _write(folder: Path, topic: str, answers: list[Answer]) -> Path:
    path = folder / f"{topic}.yml"
    data = {"topic": topic, "answers": [_entry(answer) for answer in answers]}
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    path.write_text(text, encoding="utf-8")
    return path


def _entry(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "country": answer.country,
        "audience": answer.audience,
        "follow_ups": list(answer.follow_ups),
        "facts": list(answer.facts),
        "sources": [dict(source.__dict__) for source in answer.sources],
        "checked_on": answer.checked_on,
        "review_by": answer.review_by,
        "translations": {
            code: _translation(answer.translations[code]) for code in SERVED if code in answer.translations
        },
    }


def _translation(translation: Translation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "status": translation.status,
        "reviewed_by": translation.reviewed_by,
        "source_version": translation.source_version,
        "question": translation.question,
        "text": translation.text,
        "sms": translation.short_text,
    }
    return found | ({"phrasings": list(translation.phrasings)} if translation.phrasings else {})
