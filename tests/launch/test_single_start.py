"""Two starts on one data directory would share a database, a key and log files."""

import os
from pathlib import Path

import pytest

from launch.problem import Problem
from launch.single_start import only_start


def test_a_second_start_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    first, second = (only_start(tmp_path, f"http://127.0.0.1:800{number}") for number in range(2))
    with first, pytest.raises(Problem) as raised, second:
        pass
    assert f"as process {os.getpid()} at http://127.0.0.1:8000" in str(raised.value)


def test_the_next_start_is_free_when_the_first_has_ended(tmp_path: Path) -> None:
    for _ in range(2):
        with only_start(tmp_path, "http://127.0.0.1:8000"):
            pass
