"""When to try again."""

import random
from datetime import timedelta

MAX_ATTEMPTS_TURN = 4
MAX_ATTEMPTS_SEND = 8


def delay_before_attempt(attempts: int, *, first_seconds: float = 2.0, longest_seconds: float = 900.0) -> timedelta:
    """Doubles with each attempt made so far (1, 2, …), with jitter of a quarter so that retries spread."""
    seconds = min(first_seconds * 2 ** max(attempts - 1, 0), longest_seconds)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))
