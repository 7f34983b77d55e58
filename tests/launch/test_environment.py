"""An environment is left alone exactly as long as it has what the requirements pin."""

import json
from pathlib import Path

import pytest

from launch import environment as module
from launch.environment import Environment
from launch.project_link import link_project


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(module, "REQUIREMENTS", tmp_path)
    (tmp_path / "app.txt").write_text("one==1\n", encoding="utf-8")
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    return Environment(tmp_path / "venv", "app.txt", [(3, 11)], "3.11", gigabytes=1, has_command=True)


def stamp(environment: Environment) -> None:
    (environment.directory / ".sanad-stamp").write_text(json.dumps(environment._wanted_stamp()), encoding="utf-8")


def test_without_a_stamp_it_is_not_current(environment: Environment) -> None:
    assert not environment.is_current()


def test_with_todays_stamp_it_is_current(environment: Environment) -> None:
    stamp(environment)
    assert environment.is_current()


def test_changed_requirements_make_it_outdated(environment: Environment, tmp_path: Path) -> None:
    stamp(environment)
    (tmp_path / "app.txt").write_text("one==2\n", encoding="utf-8")
    assert not environment.is_current()


def test_a_python_that_was_removed_makes_it_outdated(environment: Environment) -> None:
    stamp(environment)
    (environment.directory / "bin" / "python").unlink()
    assert not environment.is_current()


def test_the_command_runs_from_a_path_with_spaces(tmp_path: Path) -> None:
    venv = tmp_path / "with a space"
    (venv / "bin").mkdir(parents=True)
    link_project(venv, with_command=True)
    assert f'exec\' "{venv}/bin/python" "$0"' in (venv / "bin" / "helpline").read_text(encoding="utf-8")
