"""One start per data directory: two would share a database, a key and log files."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from launch.problem import Problem


@contextlib.contextmanager
def only_start(data_dir: Path, address: str) -> Iterator[None]:
    """Raises Problem when another start uses the directory. The lock ends with the process, however it ends."""
    with (data_dir / "run.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Problem(_already_runs(lock.name)) from None
        lock.truncate(0)
        lock.write(json.dumps({"process": os.getpid(), "address": address}))
        lock.flush()
        yield


def _already_runs(lock: str) -> str:
    try:
        other = json.loads(Path(lock).read_text(encoding="utf-8"))
        who = f" as process {other['process']} at {other['address']}"
    except (ValueError, KeyError, OSError):
        who = ""
    return f"Sanad already runs on this data directory{who}. Stop it first, or set HELPLINE_DATA_DIR and HELPLINE_PORT."
