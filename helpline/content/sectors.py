"""`content/sectors.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.sectors import SectorWords
from helpline.errors import ContentError


def read_sectors(content_dir: Path) -> SectorWords:
    """Raises ContentError when it is not names by sector and language."""
    path = content_dir / "sectors.yml"
    try:
        sectors = read_yaml(path)["sectors"].items()
        return SectorWords({name: [str(s) for listed in entry.values() for s in listed] for name, entry in sectors})
    except (KeyError, TypeError, AttributeError):
        raise ContentError(f"{path} needs names by language for each sector.") from None
