"""A Python is what runs, not what is called so."""

import sys
from pathlib import Path

import pytest

from launch.pythons import APP_VERSIONS, find_python

SHIM = '#!/bin/sh\necho "pyenv: python3.10: command not found" >&2\nexit 127\n'
OLD = '#!/bin/sh\necho "3 6 /usr/bin/python3.6"\n'


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No pyenv, nothing on the path but one empty directory."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "uv"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def test_the_python_that_runs_this_comes_first(bare_machine: Path) -> None:
    found = find_python(APP_VERSIONS)
    assert found is not None and found.exists()


def test_a_shim_that_does_not_run_is_not_a_python(bare_machine: Path) -> None:
    put(bare_machine / "bin" / "python3.10", SHIM)
    assert find_python([(3, 10)]) is None


def test_a_python_of_another_version_is_not_taken_for_what_it_is_called(bare_machine: Path) -> None:
    put(bare_machine / "bin" / "python3.10", OLD)
    assert find_python([(3, 10)]) is None


def test_pyenvs_versions_are_looked_at_when_the_shim_fails(bare_machine: Path) -> None:
    put(bare_machine / "bin" / "python3.7", SHIM)
    put(bare_machine / "pyenv" / "versions" / "3.7.9" / "bin" / "python3.7", f"#!/bin/sh\necho 3 7 {sys.executable}\n")
    assert find_python([(3, 7)]) == Path(sys.executable)
