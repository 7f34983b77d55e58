from __future__ import annotations

from pathlib import Path


def megabytes(pid: int) -> float:
    """Of a process and its children, counting what they share once (Linux)."""
    return sum(_proportional(process) for process in _family(pid)) / 1024


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(member for child in children for member in _family(int(child)))]
