"""Starting and ending the project's real processes in tests."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from launch.child import die_with

ROOT = Path(__file__).resolve().parent.parent
RASA_PYTHON = ROOT / "var" / "venvs" / "rasa" / "bin" / "python"


def _ends_with_the_tests() -> Callable[[], None] | None:
    """A child dies with the thread that started it, so only the main thread's children may be told to."""
    return die_with(os.getpid()) if threading.current_thread() is threading.main_thread() else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServerProcess:
    """A process that serves HTTP; its output goes to a file that tests may read."""

    def __init__(self, command: list[str], ready_url: str, log: Path, environment: Mapping[str, str]) -> None:
        self._command = command
        self._ready_url = ready_url
        self._environment = {**os.environ, **environment}
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_ends_with_the_tests(),
            )

    def wait_until_ready(self, seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self._process is not None and self._process.poll() is None, self.output()
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"not ready after {seconds} s: {self.output()}")

    def wait_until_ended(self, seconds: float = 60) -> int:
        assert self._process is not None
        return self._process.wait(timeout=seconds)

    def stop(self) -> None:
        if self._process is None:
            return
        for ending in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, ending)
                self._process.wait(timeout=10)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()
        self._process = None

    def kill(self) -> None:
        """As a crash would, with all that it started; `start` brings it back on the same port."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        try:
            return httpx.get(self._ready_url, timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def __enter__(self) -> Self:
        self.start()
        self.wait_until_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class RasaProcess(ServerProcess):
    def __init__(
        self,
        model: Path,
        log: Path,
        actions_url: str,
        token: str,
        *,
        port: int | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [str(RASA_PYTHON), "-m", "rasa", "run", "--model", str(model), "--endpoints", "endpoints.yml"]
        command += ["--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", str(self.port), *options]
        environment = {
            "BRAIN_TOKEN": token,
            "ACTIONS_URL": actions_url,
            "ACTIONS_TOKEN": "actions-token",
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        super().__init__(command, f"{self.url}/webhooks/brain/", log, environment)


class ActionsProcess(ServerProcess):
    """The stock rasa-sdk server with the actions of one package."""

    def __init__(self, package: str, log: Path, port: int | None = None, environment: Mapping[str, str] = {}) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhook"
        command = [sys.executable, "-m", "rasa_sdk", "--actions", package, "--port", str(self.port)]
        super().__init__(
            command,
            f"http://127.0.0.1:{self.port}/health",
            log,
            {"PYTHONPATH": str(ROOT), "SANIC_HOST": "127.0.0.1", **environment},
        )


def train_model(out: Path) -> Path:
    """The model for today's inputs, trained by Rasa's own environment when there is none yet."""
    done = subprocess.run(
        [str(RASA_PYTHON), "-m", "brain.model", "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return Path(done.stdout.strip().splitlines()[-1])
