"""Waiting for something that happens in another thread or process."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_until(found: Callable[[], T], *, seconds: float = 10.0, what: str = "it") -> T:
    """Returns what `found` gives as soon as that is true."""
    deadline = time.monotonic() + seconds
    while not (result := found()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds} s for {what}, in vain.")
        time.sleep(0.02)
    return result
