"""`content/numbers.yml`: numbers that the tables of telephone numbers do not know, and offices give."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.errors import ContentError


def read_unlisted_numbers(content_dir: Path) -> frozenset[str]:
    """Digits and a leading plus only."""
    path = content_dir / "numbers.yml"
    if not path.exists():
        return frozenset()
    found = read_yaml(path).get("unlisted") or {}
    if not isinstance(found, dict):
        raise ContentError(f"{path}: `unlisted` must list numbers by country.")
    return frozenset(plain_number(str(number)) for numbers in found.values() for number in numbers or ())


def plain_number(number: str) -> str:
    return "".join(character for character in number if character.isdigit() or character == "+")
