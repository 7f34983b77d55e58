"""`make run` as a person meets it: ready, one at a time, repaired, ended without a trace."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.processes import ROOT, free_port

SUPERVISOR = [sys.executable, "-m", "launch.supervisor"]


class Start:
    """One `make run`, without its first stage."""

    def __init__(self, data_dir: Path) -> None:
        self.port = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
            "HELPLINE_DATA_DIR": str(data_dir),
            "HELPLINE_PORT": str(self.port),
            "HELPLINE_ADMIN_EMAIL": "first@example.org",
        }
        self._output = data_dir / "screen"
        with self._output.open("wb") as screen:
            self.process = subprocess.Popen(SUPERVISOR, cwd=ROOT, env=self.environment, stdout=screen, stderr=screen)

    @property
    def screen(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def wait_for(self, condition: Callable[[], object], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None and time.monotonic() < deadline, self.screen
            time.sleep(0.1)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def children(self) -> dict[int, str]:
        """Process ids with their command lines."""
        found: dict[int, str] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
                if parent == str(self.process.pid):
                    command = (stat.parent / "cmdline").read_bytes().decode().replace("\0", " ")
                    found[int(stat.parent.name)] = command
            except (FileNotFoundError, ProcessLookupError):
                continue
        return found


@pytest.fixture
def start(tmp_path: Path, model_path: Path) -> Iterator[Start]:
    models = tmp_path / "models"
    models.mkdir()
    for file in (model_path, model_path.with_name(f"{model_path.name}.sha256")):
        shutil.copy2(file, models)
    start = Start(tmp_path)
    yield start
    if start.process.poll() is None:
        start.process.kill()
        start.process.wait()


def test_it_starts_says_how_to_sign_in_repairs_itself_and_ends_cleanly(start: Start) -> None:
    start.wait_for(lambda: "Sanad is ready." in start.screen)
    assert start.is_ready()
    assert re.search(r"first@example\.org {2}password \w{4}-\w{4}-\w{4}-\w{4}", start.screen)

    second = subprocess.run(SUPERVISOR, cwd=ROOT, env=start.environment, capture_output=True, text=True, timeout=30)
    assert second.returncode == 1
    assert f"already runs on this data directory as process {start.process.pid}" in second.stderr

    children = start.children()
    assert len(children) == 3
    actions = next(pid for pid, command in children.items() if "-m actions" in command)
    os.kill(actions, signal.SIGKILL)
    start.wait_for(lambda: "actions ended (signal SIGKILL" in start.screen)
    start.wait_for(start.is_ready)

    children = start.children()
    asked_at = time.monotonic()
    start.process.send_signal(signal.SIGINT)
    assert start.process.wait(timeout=15) == 0
    assert time.monotonic() - asked_at < 10
    assert start.screen.endswith("Stopped.\n")
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
