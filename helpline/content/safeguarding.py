"""`content/safeguarding/<language>.yml`."""

from pathlib import Path
from typing import Any

from helpline.content.files import read_yaml
from helpline.domain.safeguarding import SafeguardingScreen, SignList
from helpline.errors import ContentError


def read_safeguarding(content_dir: Path) -> SafeguardingScreen:
    """Raises ContentError when there is no file at all: the helpline does not run without it."""
    paths = sorted((content_dir / "safeguarding").glob("*.yml"))
    if not paths:
        raise ContentError(f"{content_dir / 'safeguarding'} has no danger signs; restore it from the repository.")
    return SafeguardingScreen(_read(path) for path in paths)


def _read(path: Path) -> SignList:
    data = read_yaml(path)
    return SignList(
        language=str(data.get("language", path.stem)),
        signs=_by_topic(data.get("signs")),
        harmless=_signs(data.get("harmless")),
        strong=_by_topic(data.get("strong")),
        contexts=_signs(data.get("contexts")),
    )


def _by_topic(data: Any) -> dict[str, tuple[str, ...]]:
    return {topic: _signs(listed) for topic, listed in (data or {}).items()}


def _signs(listed: Any) -> tuple[str, ...]:
    return tuple(str(sign) for sign in listed or ())
