"""A process that does one thing and ends; its result is what it prints, which is little enough for a pipe."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from typing import Optional

from launch.child import end_group, start_child
from launch.disk import is_full
from launch.log_files import last_lines
from launch.places import shown
from launch.problem import FULL, Problem, speaks_of_full_disk
from launch.service import Program

_TIDY_SECONDS = 4.0


class Job:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._process: Optional[subprocess.Popen[bytes]] = None
        self.is_done = False

    def start(self) -> None:
        program = self._program
        self._process = start_child(program.command, program.environment, program.log, output=subprocess.PIPE)

    def take_result(self) -> Optional[str]:
        """The last line that it printed, once; None before and after. Raises Problem when it failed."""
        if self.is_done or self._process is None or self._process.poll() is None:
            return None
        self.is_done = True
        printed = self._process.communicate()[0].decode("utf-8", "replace").strip().splitlines()
        if self._process.returncode != 0:
            raise Problem(self._explain())
        return printed[-1] if printed else ""

    def end(self) -> None:
        """As Ctrl-C would, so that it can tidy up; then by force."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_TIDY_SECONDS)
        end_group(self._process)

    def _explain(self) -> str:
        said = last_lines(self._program.log, 20)
        if is_full(self._program.log.parent) or speaks_of_full_disk("\n".join(said)):
            return FULL
        reason = said[-1] if said else "It said nothing."
        return f"{self._program.name} failed: {reason} (more in {shown(self._program.log)})"
