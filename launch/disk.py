"""Room on the disk, looked at before anything large is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from launch.problem import Problem

GIGABYTE = 1_000_000_000


def require_room(directory: Path, needed: int) -> None:
    """Raises Problem when the disk below `directory` (which is made) has less than `needed` bytes left."""
    directory.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise Problem(
            f"The disk is too full: {directory} has {_spoken(free)} left and {_spoken(needed)} are needed. "
            "Make room, then run the same command again."
        )


def is_full(directory: Path) -> bool:
    """So full that not even a log line could say so."""
    return shutil.disk_usage(directory).free < 1_000_000


def _spoken(size: int) -> str:
    return f"{size / GIGABYTE:.1f} GB" if size >= GIGABYTE else f"{size // 1_000_000} MB"
