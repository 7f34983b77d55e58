"""Children are restarted when they die, and never outlive us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launch.house import House
from launch.problem import Problem
from launch.service import Program, Service
from tests.processes import ROOT

DIES = "import sys; print('out of luck', file=sys.stderr); sys.exit(3)"
LIVES = "import time; time.sleep(60)"
IGNORES_TERM = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
)
PARENT = """
import sys, time
from pathlib import Path
from launch.child import start_child
child = start_child([sys.executable, "-c", "import time; time.sleep(60)"], {}, Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(60)
"""


def program(tmp_path: Path, code: str) -> Program:
    return Program("part", [sys.executable, "-c", code], dict(os.environ), tmp_path / "part.log")


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """A zombie that nobody has collected yet is dead."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


def test_a_service_that_dies_is_started_again_a_little_later_each_time(tmp_path: Path) -> None:
    service = Service(program(tmp_path, DIES))
    service.start()
    said: list[str] = []
    wait_for(lambda: said.append(line) if (line := service.look()) else len(said) == 2)
    assert "exit code 3" in said[0] and "in 1 s" in said[0]
    assert "in 2 s" in said[1]
    assert (tmp_path / "part.log").read_text(encoding="utf-8").count("out of luck") == 2


def test_a_start_without_hope_ends_with_the_services_last_words(tmp_path: Path) -> None:
    house = House()
    house.start(program(tmp_path, DIES))
    with pytest.raises(Problem, match="out of luck"):
        wait_for(lambda: house.look() or house.require_hope(), seconds=20)


def test_a_service_that_does_not_listen_is_ended_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("launch.house.ENDING_SECONDS", 0.5)
    house = House()
    house.start(program(tmp_path, IGNORES_TERM))
    wait_for(lambda: "up" in (tmp_path / "part.log").read_text(encoding="utf-8"))
    started = time.monotonic()
    house.end()
    assert time.monotonic() - started < 5


def test_a_service_ends_in_peace_when_it_listens(tmp_path: Path) -> None:
    house = House()
    house.start(program(tmp_path, LIVES))
    started = time.monotonic()
    house.end()
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_children_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "child.log")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        os.kill(parent.pid, signal.SIGKILL)
        wait_for(lambda: not is_alive(child))
