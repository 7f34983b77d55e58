"""What `make run` starts: commands, ports, tokens, and which process may see which setting."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from helpline.settings import HELP, Settings
from launch.places import APP, RASA, python_of
from launch.ports import free_port
from launch.problem import Problem
from launch.service import Program

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Rasa is the largest part and not ours: it learns what it needs and no other secret.
_FOR_RASA = {"BRAIN_TOKEN", "ACTIONS_URL", "ACTIONS_TOKEN"}
QUIET_RASA = {
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


@dataclass(frozen=True)
class Programs:
    """`model` and `preparation` end by themselves; the others run until we stop."""

    settings: Settings
    environment: Mapping[str, str]

    @property
    def model(self) -> Program:
        command = ["-m", "brain.model", "--out", str(self._data_dir / "models")]
        return self._of_rasa("model", command)

    @property
    def preparation(self) -> Program:
        return self._of_app("preparation", ["-m", "launch.preparation"])

    def rasa(self, model: str) -> Program:
        port = str(urlsplit(self.environment["BRAIN_URL"]).port)
        command = ["-m", "rasa", "run", "--model", model, "--endpoints", "endpoints.yml"]
        command += ["--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", port]
        return self._of_rasa("rasa", command)

    def gateways(self) -> list[Program]:
        """What needs the prepared database."""
        found = [
            self._of_app("actions", ["-m", "actions"], HELPLINE_HOST="127.0.0.1"),
            self._of_app("bot", ["-m", "bot"]),
        ]
        if self.settings.helpline_worker == "separate":
            found.append(self._of_app("worker", ["-m", "bot.worker"]))
        return found

    @property
    def _data_dir(self) -> Path:
        return self.settings.helpline_data_dir.absolute()

    def _of_app(self, name: str, arguments: list[str], **more: str) -> Program:
        return self._program(name, [str(python_of(APP)), *arguments], {**self.environment, **more})

    def _of_rasa(self, name: str, arguments: list[str]) -> Program:
        visible = {key: value for key, value in self.environment.items() if key not in HELP or key in _FOR_RASA}
        return self._program(name, [str(python_of(RASA)), *arguments], {**visible, **QUIET_RASA})

    def _program(self, name: str, command: list[str], environment: Mapping[str, str]) -> Program:
        return Program(name, command, environment, self._data_dir / "logs" / f"{name}.log")


def make_programs(settings: Settings) -> Programs:
    """Chooses internal ports and tokens, which travel in the environment only. Raises Problem."""
    environment = {
        **os.environ,
        "BRAIN_URL": _local_address("BRAIN_URL", settings.brain_url, 5005),
        "BRAIN_TOKEN": settings.brain_token or secrets.token_urlsafe(32),
        "ACTIONS_URL": _local_address("ACTIONS_URL", settings.actions_url, 5055) + "/webhook",
        "ACTIONS_TOKEN": settings.actions_token or secrets.token_urlsafe(32),
        "HELPLINE_DATA_DIR": str(settings.helpline_data_dir.absolute()),
        "PYTHONUNBUFFERED": "1",
    }
    return Programs(settings, environment)


def _local_address(name: str, url: str, port: int) -> str:
    parts = urlsplit(url)
    if parts.hostname not in _LOOPBACK:
        raise Problem(f"{name} names another machine, and make run starts everything on this one. Unset it.")
    return f"http://127.0.0.1:{free_port(parts.port or port)}"
