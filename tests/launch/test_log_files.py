"""Log files stay small while a service goes on writing to them."""

from pathlib import Path

import pytest

from launch import log_files
from launch.log_files import keep_small, last_lines


def test_a_large_file_moves_aside_and_the_writer_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "LARGEST", 10)
    log = tmp_path / "bot.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"old line, long enough\n")
        keep_small(log)
        writer.write(b"new line\n")
    assert log.read_bytes() == b"new line\n"
    assert (tmp_path / "bot.log.1").read_bytes() == b"old line, long enough\n"


def test_a_small_file_stays(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    log.write_text("line\n", encoding="utf-8")
    keep_small(log)
    assert last_lines(log, 5) == ["line"]


def test_there_may_be_no_file_yet(tmp_path: Path) -> None:
    assert last_lines(tmp_path / "none.log", 5) == []
