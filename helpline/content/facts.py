"""`content/facts/<country>.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.facts import Fact
from helpline.errors import ContentError


def read_facts(content_dir: Path) -> dict[str, Fact]:
    """By id; empty where an installation keeps no facts. Raises ContentError that names the file and the fact."""
    found: dict[str, Fact] = {}
    for path in sorted((content_dir / "facts").glob("*.yml")):
        for position, entry in enumerate(read_yaml(path).get("facts") or (), start=1):
            try:
                fact = Fact(str(entry["id"]), str(entry["confidence"]), bool(entry.get("volatile", False)))
            except (KeyError, TypeError, AttributeError):
                raise ContentError(f"{path}: fact number {position} is incomplete.") from None
            if fact.id in found:
                raise ContentError(f"{path}: the fact {fact.id} is there twice.")
            found[fact.id] = fact
    return found
