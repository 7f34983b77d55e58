"""`content/safeguarding/<language>.yml`."""

from pathlib import Path

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
    signs = {topic: tuple(str(sign) for sign in listed or ()) for topic, listed in (data.get("signs") or {}).items()}
    return SignList(
        language=str(data.get("language", path.stem)),
        signs=signs,
        harmless=tuple(str(sign) for sign in data.get("harmless") or ()),
    )
