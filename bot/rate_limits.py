"""How often one caller may do something. Counted in memory: enough against a runaway page or a bored child."""

import threading
import time
from collections import OrderedDict

from helpline.errors import TooManyAttempts

_MOST_CALLERS = 20_000


class RateLimit:
    """A bucket per caller: `burst` at once, refilled at `per_minute`."""

    def __init__(self, *, burst: int, per_minute: float, is_on: bool = True) -> None:
        self._burst, self._per_second, self._is_on = burst, per_minute / 60, is_on
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, caller: str) -> None:
        """Raises TooManyAttempts when the caller's bucket is empty."""
        if not self._is_on:
            return
        now = time.monotonic()
        with self._lock:
            left, at = self._buckets.pop(caller, (float(self._burst), now))
            left = min(float(self._burst), left + (now - at) * self._per_second)
            self._buckets[caller] = (max(left - 1, 0.0), now)
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.popitem(last=False)
        if left < 1:
            wait = max(1, round((1 - left) / self._per_second))
            raise TooManyAttempts("Too many messages in a short time. Wait a moment.", retry_after_seconds=wait)
