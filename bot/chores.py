"""What has to be done from time to time, in a thread that sleeps between."""

import threading
from collections.abc import Callable

from helpline.log import log_event

DAY_SECONDS = 24 * 3600
# After a failure, such as a database that is away for a moment.
_RETRY_SECONDS = 60


class Chore:
    """Does `work` at the start and then every `every_seconds` until `stopping` is set."""

    def __init__(self, name: str, work: Callable[[], object], every_seconds: float, stopping: threading.Event) -> None:
        self._name, self._work, self._every, self._stopping = name, work, every_seconds, stopping

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
        thread.start()
        return thread

    def _loop(self) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            try:
                self._work()
                pause = self._every
            except Exception as error:  # the next try must come, whatever went wrong
                log_event("chore_failed", chore=self._name, error=type(error).__name__)
                pause = min(self._every, _RETRY_SECONDS)
