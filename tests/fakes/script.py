"""What a fake provider does instead of answering well, in the order in which it was told."""

import threading
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Refuse:
    """Answers with an error. `retry_after` is in seconds."""

    status: int
    code: int = 0
    description: str = ""
    retry_after: int = 0


@dataclass(frozen=True)
class Break:
    """Breaks in the middle: the message was taken or not, and the caller cannot know. `hangs_for` is in seconds;
    with `status` 0 the connection is closed without an answer."""

    takes_message: bool
    status: int = 0
    hangs_for: float = 0.0


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
