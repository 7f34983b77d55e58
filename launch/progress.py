"""Progress as plain lines, each with the time it took."""

from __future__ import annotations

import time


class Step:
    """`1/5 Environments ready (0.4 s)`; what happens within it may be said on lines beneath."""

    def __init__(self, number: str) -> None:
        self._number = number
        self._started = time.monotonic()

    def note(self, text: str) -> None:
        say(f"    {text}")

    def done(self, text: str) -> None:
        say(f"{self._number} {text} ({time.monotonic() - self._started:.1f} s)")


def say(text: str) -> None:
    print(text, flush=True)
