"""Wakes whoever waits for something new: in this process by a callback, in other processes by PostgreSQL's NOTIFY."""

import threading
from collections.abc import Callable


class Bell:
    """Rings after a commit. Ringing is a hint: whoever waits also looks from time to time."""

    def __init__(self) -> None:
        self._listeners: dict[int, Callable[[str], None]] = {}
        self._next = 0
        self._lock = threading.Lock()

    def ring(self, subject: str) -> None:
        """`subject` is `inbox`, `outbox`, `cases` or `conversation:<id>`."""
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(subject)

    def ring_in(self, seconds: float, subject: str) -> None:
        """Later, from a thread of its own; not at all when the process ends before."""
        timer = threading.Timer(seconds, self.ring, (subject,))
        timer.daemon = True
        timer.start()

    def listen(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Calls `listener` in the ringing thread; returns what ends it."""
        with self._lock:
            key = self._next
            self._next += 1
            self._listeners[key] = listener

        def stop() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return stop
