"""A process that is kept running: restarted when it dies, a little later each time."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from launch.child import end_group, start_child
from launch.places import shown

LONGEST_PAUSE_SECONDS = 30.0
# Whoever lived this long has recovered: the next pause is a short one again.
RECOVERED_SECONDS = 60.0


@dataclass(frozen=True)
class Program:
    """What to run, under the name that its log file and our lines bear."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path


class Service:
    """Call `look` often, from the main thread."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.deaths = 0
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._started_at = 0.0
        self._start_again_at: Optional[float] = None

    def start(self) -> None:
        self._process = start_child(self.program.command, self.program.environment, self.program.log)
        self._started_at = time.monotonic()
        self._start_again_at = None

    def look(self) -> Optional[str]:
        """Restarts it when that is due; what happened, if anything did."""
        if self._start_again_at is not None:
            if time.monotonic() >= self._start_again_at:
                self.start()
            return None
        code = self._process.poll() if self._process else None
        if code is None:
            return None
        return self._note_death(code)

    def ask_to_end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def end(self) -> None:
        """At once; also ends what the process itself started."""
        if self._process is not None:
            end_group(self._process)

    def _note_death(self, code: int) -> str:
        self.end()
        lived = time.monotonic() - self._started_at
        self.deaths = 1 if lived >= RECOVERED_SECONDS else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE_SECONDS)
        self._start_again_at = time.monotonic() + pause
        return (
            f"{self.program.name} ended ({_spoken(code)}; see {shown(self.program.log)}) "
            f"and is started again in {pause:.0f} s."
        )


def _spoken(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}"
