"""The two that are compared, on the same action server: Rasa as it comes, and the brain."""

from __future__ import annotations

import json
import os
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from tests.processes import RASA_PYTHON, ROOT, RasaProcess, ServerProcess, free_port

TOKEN = "token-of-the-benchmark"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)}


class Conversation(Protocol):
    def turn(self, text: str) -> None: ...


class Contender(Protocol):
    name: str

    @property
    def process(self) -> ServerProcess: ...

    def conversation(self, conversation_id: str) -> Conversation: ...


class Line:
    """One connection that stays open."""

    def __init__(self, url: str, path: str, headers: dict[str, str]) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._path = path
        self._headers = {"Content-Type": "application/json", **headers}

    def post(self, body: dict[str, Any]) -> Any:
        self._connection.request("POST", self._path, json.dumps(body), self._headers)
        response = self._connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200 or not answer:
            raise RuntimeError(f"HTTP {response.status}")
        return answer


class BareConversation:
    def __init__(self, url: str, conversation_id: str) -> None:
        self._line = Line(url, "/webhooks/rest/webhook", {})
        self._id = conversation_id

    def turn(self, text: str) -> None:
        self._line.post({"sender": self._id, "message": text})


class BrainConversation:
    def __init__(self, url: str, conversation_id: str) -> None:
        self._line = Line(url, "/webhooks/brain/turn", {"Authorization": f"Bearer {TOKEN}"})
        self._id = conversation_id
        self._dialogue: dict[str, Any] = {}

    def turn(self, text: str) -> None:
        message = {"conversation": self._id, "message_id": "m", "text": text, "choice": None}
        answer = self._line.post({**message, "profile": {"language": "en"}, "dialogue": self._dialogue})
        self._dialogue = answer["dialogue"]


class Brain:
    name = "brain"

    def __init__(self, model: Path, actions_url: str, log: Path) -> None:
        self.process = RasaProcess(model, log, actions_url, TOKEN)

    def conversation(self, conversation_id: str) -> BrainConversation:
        return BrainConversation(self.process.url, conversation_id)


class BareRasa:
    name = "bare"

    def __init__(self, model: Path, actions_url: str, log: Path) -> None:
        port = free_port()
        self._url = f"http://127.0.0.1:{port}"
        files = ROOT / "benchmarks" / "bare"
        command = [str(RASA_PYTHON), "-m", "rasa", "run", "--model", str(model), "--port", str(port)]
        command += ["--endpoints", str(files / "endpoints.yml"), "--credentials", str(files / "credentials.yml")]
        command += ["--interface", "127.0.0.1"]
        self.process = ServerProcess(
            command, f"{self._url}/webhooks/rest/", log, {**os.environ, **QUIET, "ACTIONS_URL": actions_url}
        )

    def conversation(self, conversation_id: str) -> BareConversation:
        return BareConversation(self._url, conversation_id)
