"""uv makes the environments: the one on the path, or a pinned one in a small environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch.places import PYTHONS, REQUIREMENTS, TOOLS, python_of
from launch.problem import Problem
from launch.pythons import APP_VERSIONS, find_python
from launch.setup_command import run_setup_command

OLDEST_UV = (0, 5)

# The same settings under pip's names, for whoever has set up pip and never heard of uv.
_NAMES_FROM_PIP = {
    "UV_DEFAULT_INDEX": "PIP_INDEX_URL",
    "UV_INDEX": "PIP_EXTRA_INDEX_URL",
    "UV_FIND_LINKS": "PIP_FIND_LINKS",
    "SSL_CERT_FILE": "PIP_CERT",
}


def find_or_make_uv() -> Path:
    """Raises Problem."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin" / "uv")):
        if candidate and _is_usable(candidate):
            return Path(candidate)
    _make_tools_environment()
    return TOOLS / "bin" / "uv"


def uv_environment() -> dict[str, str]:
    environment = dict(os.environ)
    environment.setdefault("UV_PYTHON_INSTALL_DIR", str(PYTHONS))
    environment["UV_NO_PROGRESS"] = "1"
    for name, name_for_pip in _NAMES_FROM_PIP.items():
        if environment.get(name_for_pip):
            environment.setdefault(name, environment[name_for_pip])
    return environment


def _is_usable(uv: str) -> bool:
    try:
        said = subprocess.run([uv, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
        major, minor = said.split()[1].split(".")[:2]
    except (OSError, subprocess.SubprocessError, IndexError, ValueError):
        return False
    return (int(major), int(minor)) >= OLDEST_UV


def _make_tools_environment() -> None:
    python = _python_with_venv()
    shutil.rmtree(TOOLS, ignore_errors=True)
    run_setup_command([python, "-m", "venv", str(TOOLS)], purpose="Making an environment for the tools")
    run_setup_command(
        [str(python_of(TOOLS)), "-m", "pip", "install", "--require-hashes", "-r", str(REQUIREMENTS / "tools.txt")],
        purpose="Installing uv",
    )


def _python_with_venv() -> str:
    for python in (Path(sys.executable), find_python(APP_VERSIONS)):
        if python is not None and _has_venv(python):
            return str(python)
    raise Problem(
        "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv; "
        "then run the same command again."
    )


def _has_venv(python: Path) -> bool:
    return subprocess.run([str(python), "-c", "import venv, ensurepip"], capture_output=True).returncode == 0
