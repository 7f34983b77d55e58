"""The whole helpline as real processes: Rasa, actions, bot, and a worker where a test wants one of its own."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from helpline.settings import read_settings
from helpline.usecases.prepare import Prepared, prepare
from tests.processes import RasaProcess, ServerProcess, free_port

BRAIN_TOKEN = "brain-token"
ADMIN = ("admin@example.org", "correct horse battery")


class RunningHelpline:
    """Everything on free ports and one data directory. Each part can be killed and started again by itself."""

    def __init__(
        self, model: Path, directory: Path, *, database_url: str = "", environment: Mapping[str, str] | None = None
    ) -> None:
        bot, actions, brain = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{bot}"
        self.environment = {
            "DATABASE_URL": database_url,
            "HELPLINE_PORT": str(bot),
            "HELPLINE_DATA_DIR": str(directory),
            "HELPLINE_ADMIN_EMAIL": ADMIN[0],
            "HELPLINE_ADMIN_PASSWORD": ADMIN[1],
            "BRAIN_URL": f"http://127.0.0.1:{brain}",
            "BRAIN_TOKEN": BRAIN_TOKEN,
            "ACTIONS_URL": f"http://127.0.0.1:{actions}/webhook",
            "ACTIONS_TOKEN": "actions-token",
            "PYTHONPATH": "",
            **(environment or {}),
        }
        rasa_log = directory / "rasa.log"
        self.rasa = RasaProcess(model, rasa_log, self.environment["ACTIONS_URL"], BRAIN_TOKEN, port=brain)
        self.actions = self._part("actions", f"http://127.0.0.1:{actions}/health")
        self.bot = self._part("bot", f"{self.url}/healthz")
        # A worker serves nothing; it is ready as soon as the bot is.
        self.worker = self._part("bot.worker", f"{self.url}/healthz")
        self._parts: list[ServerProcess] = [self.rasa, self.actions, self.bot]
        if self.environment.get("HELPLINE_WORKER") == "separate":
            self._parts.append(self.worker)

    def prepare(self) -> Prepared:
        return prepare(read_settings({**os.environ, **self.environment}, Path("/nonexistent")))

    def start(self) -> None:
        self.prepare()
        for part in self._parts:
            part.start()
        self.wait_until_ready()

    def wait_until_ready(self, seconds: float = 120) -> None:
        for part in self._parts:
            part.wait_until_ready(seconds)
        deadline = time.monotonic() + seconds
        while httpx.get(f"{self.url}/readyz", timeout=10).status_code != 200:
            assert time.monotonic() < deadline, httpx.get(f"{self.url}/readyz", timeout=10).text
            time.sleep(0.1)

    def stop(self) -> None:
        for part in reversed(self._parts):
            part.stop()

    def logs(self) -> str:
        """What all processes wrote, for tests that look for what must not be there."""
        return "".join(part.output() for part in self._parts)

    def _part(self, module: str, ready_url: str) -> ServerProcess:
        log = Path(self.environment["HELPLINE_DATA_DIR"]) / f"{module}.log"
        return ServerProcess([sys.executable, "-m", module], ready_url, log, self.environment)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
