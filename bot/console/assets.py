"""Styles and scripts, read once; addresses carry a digest, so that browsers keep a file until it changes."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Asset:
    body: bytes
    packed: bytes
    media_type: str
    digest: str


def read_assets() -> dict[str, Asset]:
    """By file name."""
    return {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "text/plain"
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Asset(body, gzip.compress(body, mtime=0), media_type + charset, hashlib.sha256(body).hexdigest()[:12])
