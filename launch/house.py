"""Services that run together: started, watched, ended in time."""

import time

from launch.disk import is_full
from launch.log_files import keep_small, last_lines
from launch.problem import FULL, Problem
from launch.progress import say
from launch.service import Program, Service

# Time to end in peace; the rest is ended by force, so that stopping takes under ten seconds.
ENDING_SECONDS = 8.0
MOST_DEATHS_WHILE_STARTING = 4
_TIDY_SECONDS = 60.0


class House:
    """For the main thread only, because children are told to die with the thread that started them."""

    def __init__(self) -> None:
        self._services: list[Service] = []
        self._tidied_at = time.monotonic()

    def start(self, program: Program) -> None:
        keep_small(program.log)
        service = Service(program)
        service.start()
        self._services.append(service)

    def look(self) -> None:
        """Restarts what died, and says so."""
        for service in self._services:
            happened = service.look()
            if happened:
                say(f"    {happened}")
        if time.monotonic() - self._tidied_at > _TIDY_SECONDS:
            self._tidied_at = time.monotonic()
            for service in self._services:
                keep_small(service.program.log)

    def require_hope(self) -> None:
        """Raises Problem when a service dies again and again."""
        for service in self._services:
            if service.deaths >= MOST_DEATHS_WHILE_STARTING:
                if is_full(service.program.log.parent):
                    raise Problem(FULL)
                said = last_lines(service.program.log, 1) or ["nothing"]
                raise Problem(f"{service.program.name} does not start. Its last words: {said[0]}")

    def end(self) -> None:
        for service in self._services:
            service.ask_to_end()
        deadline = time.monotonic() + ENDING_SECONDS
        while time.monotonic() < deadline and not all(service.has_ended() for service in self._services):
            time.sleep(0.05)
        for service in self._services:
            service.end()
