"""What goes wrong while setting up is said in one line that says what to do."""

import sys
from pathlib import Path

import pytest

from launch import setup_command
from launch.disk import require_room
from launch.problem import FULL, Problem, run_and_report
from launch.setup_command import run_setup_command


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_command, "SETUP_LOG", tmp_path / "setup.log")


def fail_saying(text: str) -> str:
    with pytest.raises(Problem) as raised:
        run_setup_command([sys.executable, "-c", f"import sys; sys.exit({text!r})"], purpose="Installing things")
    return str(raised.value)


@pytest.mark.parametrize(
    "said",
    [
        "error: failed to fetch: dns error: failed to lookup address information",
        "Failed to establish a new connection: [Errno 111] Connection refused",
        "Could not connect, are you offline?",
    ],
)
def test_no_network(said: str) -> None:
    assert fail_saying(said).startswith("Installing things failed: the network or the package index cannot be reached.")


def test_a_full_disk() -> None:
    assert fail_saying("error: No space left on device (os error 28)") == FULL


def test_anything_else_names_the_log() -> None:
    assert "Installing things failed. Details:" in fail_saying("hash mismatch")


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="The disk is too full"):
        require_room(tmp_path, 10**18)


def test_a_problem_becomes_one_line_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise Problem("Something is wrong. Do this.")

    assert run_and_report(fail) == 1
    assert capsys.readouterr().err == "error: Something is wrong. Do this.\n"


def test_a_disk_that_fills_up_midway_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        Path("/dev/full").write_text("x", encoding="ascii")
        return 0

    assert run_and_report(fail) == 1
    assert capsys.readouterr().err == f"error: {FULL}\n"
