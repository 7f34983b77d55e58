"""What a fake provider does instead of answering well, in the order in which it was told."""

import threading
from collections import deque

from bot.simulator.reactions import Break, Refuse

__all__ = ["Break", "Refuse", "Script"]


class Script:
    """Consumed one by one; empty means that all goes well."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next: deque[Refuse | Break] = deque()

    def add(self, *reactions: Refuse | Break) -> None:
        with self._lock:
            self._next.extend(reactions)

    def clear(self) -> None:
        with self._lock:
            self._next.clear()

    def take(self) -> Refuse | Break | None:
        with self._lock:
            return self._next.popleft() if self._next else None
