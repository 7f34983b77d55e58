"""`content/contacts/<CC>.yml`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from helpline.content.files import read_yaml
from helpline.domain.contacts import Contact
from helpline.errors import ContentError


def read_contacts(content_dir: Path) -> Iterator[Contact]:
    for path in sorted((content_dir / "contacts").glob("*.yml")):
        data = read_yaml(path)
        for position, entry in enumerate(data.get("contacts") or ()):
            yield _contact(path, str(data.get("country", path.stem)), position, entry)


def _contact(path: Path, country: str, position: int, entry: dict[str, Any]) -> Contact:
    try:
        return Contact(
            id=entry["id"],
            country=country,
            position=position,
            kind=entry["kind"],
            names={language: str(name) for language, name in entry["name"].items()},
            hours={language: str(text or "") for language, text in (entry.get("hours") or {}).items()},
            phone=str(entry.get("phone") or ""),
            url=str(entry.get("url") or ""),
            urgent_topics=tuple(entry.get("urgent_topics") or ()),
            source={name: str(value) for name, value in entry["source"].items()},
            confidence=entry["confidence"],
            checked_on=_date(entry["checked_on"]),
            review_by=_date(entry["review_by"]),
        )
    except KeyError as error:
        raise ContentError(f"{path}: contact {entry.get('id', position)} has no {error.args[0]}.") from None


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
