"""The services' log files: kept small, and read from their end."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

LARGEST = 20_000_000


def keep_small(log: Path) -> None:
    """Moves a large file's content to `<name>.1`. The service goes on writing: it appends to the emptied file."""
    if log.exists() and log.stat().st_size > LARGEST:
        shutil.copyfile(log, log.with_name(f"{log.name}.1"))
        os.truncate(log, 0)


def last_lines(log: Path, count: int) -> list[str]:
    if not log.exists():
        return []
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 20_000))
        return file.read().decode("utf-8", "replace").strip().splitlines()[-count:]
