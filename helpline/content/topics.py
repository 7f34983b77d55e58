"""`content/topics.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.cases import Priority
from helpline.domain.topics import Topic
from helpline.errors import ContentError


def read_topics(content_dir: Path) -> dict[str, Topic]:
    path = content_dir / "topics.yml"
    found: dict[str, Topic] = {}
    for name, entry in read_yaml(path).get("topics", {}).items():
        try:
            found[name] = Topic(
                name=name,
                group=entry["group"],
                country=entry.get("country", "none"),
                label=entry["label"],
                about=entry.get("about", ""),
                follow_ups=tuple(entry.get("follow_ups") or ()),
                priority=Priority[entry.get("priority", "normal").upper()],
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ContentError(f"{path}: topic {name} is incomplete ({error.__class__.__name__}).") from None
    return found
