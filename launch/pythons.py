"""Finds Pythons that really run: on the path, in pyenv's versions, among those that uv keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from launch.places import PYTHONS

Minor = tuple[int, int]

APP_VERSIONS: Sequence[Minor] = ((3, 13), (3, 12), (3, 11), (3, 14))
RASA_VERSIONS: Sequence[Minor] = ((3, 10),)

# A shim of pyenv exists and yet does not run; a Python built without headers runs and yet lacks modules.
_ASK = """import sys, ssl, sqlite3, zlib, ctypes
print(*sys.version_info[:2], getattr(sys, "_base_executable", sys.executable))"""


def find_python(wanted: Sequence[Minor]) -> Path | None:
    """The first Python of a wanted version; the one that runs this comes before all others."""
    seen: set[Path] = set()
    for candidate in _candidates(wanted):
        if candidate in seen or not candidate.exists():
            continue
        seen.add(candidate)
        found = _ask(candidate)
        if found is not None and found[0] in wanted:
            return found[1]
    return None


def _candidates(wanted: Sequence[Minor]) -> Iterator[Path]:
    yield Path(sys.executable)
    directories = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    for major, minor in wanted:
        version = f"{major}.{minor}"
        yield from (directory / f"python{version}" for directory in directories)
        for home in _version_homes():
            yield from sorted(home.glob(f"*{version}.*/bin/python{version}"), reverse=True)
    yield from (directory / "python3" for directory in directories)


def _version_homes() -> Sequence[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    kept_by_uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local" / "share" / "uv" / "python")
    return (pyenv / "versions", PYTHONS, kept_by_uv)


def _ask(candidate: Path) -> tuple[Minor, Path] | None:
    try:
        asked = subprocess.run(
            [str(candidate), "-I", "-c", _ASK], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor, executable = asked.stdout.strip().split(" ", 2)
    return (int(major), int(minor)), Path(executable)
