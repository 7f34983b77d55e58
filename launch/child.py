"""Starting and ending a process that must not outlive us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Optional

from launch.places import ROOT

_PR_SET_PDEATHSIG = 1


def start_child(
    command: Sequence[str], environment: Mapping[str, str], log: Path, *, output: Optional[int] = None
) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches us alone and we decide about the order of ending."""
    with log.open("ab") as appended:
        return subprocess.Popen(
            list(command),
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=appended if output is None else output,
            stderr=appended,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends at once what is left of the process and of those that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_with_parent() -> None:
    """For ourselves, when make started us: SIGTERM when make is gone, however it ended."""
    if "MAKELEVEL" in os.environ:
        die_with(os.getppid())()


def die_with(parent: int) -> "_DieWith":
    """For `preexec_fn`: SIGTERM when the parent's thread ends, on Linux. Start such children in the main thread."""
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    return _DieWith(parent, libc)


class _DieWith:
    """Runs between fork and exec, hence does as little as possible."""

    def __init__(self, parent: int, libc: Optional[ctypes.CDLL]) -> None:
        self._parent = parent
        self._libc = libc

    def __call__(self) -> None:
        if self._libc is None:
            return
        self._libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != self._parent:  # it died before we could ask
            os.kill(os.getpid(), signal.SIGTERM)
