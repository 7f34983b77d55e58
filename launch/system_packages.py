"""Debian packages that some tests need: installed quietly where we are root on Debian, otherwise only named."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from launch.problem import Problem
from launch.progress import Step
from launch.setup_command import run_setup_command

_CLUSTER_SETTING = Path("/etc/postgresql-common/createcluster.conf")
_SHIPPED_SETTING = Path("/usr/share/postgresql-common/createcluster.conf")


@dataclass(frozen=True)
class SystemPart:
    package: str
    is_there: Callable[[], bool]


def install_missing_parts(step: Step) -> None:
    """Never fails: the tests that need a missing part say so themselves."""
    missing = [part.package for part in _PARTS if not part.is_there()]
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        step.note(f"some tests will be skipped without: {names} (Debian's names for them)")
        return
    step.note(f"installing {names} ...")
    try:
        _install(missing)
    except Problem as problem:
        step.note(str(problem))


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "UCF_FORCE_CONFFOLD": "1"}
    run_setup_command(["apt-get", "update", "-qq"], purpose="Updating the package lists", environment=environment)
    with _no_cluster():
        run_setup_command(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            purpose=f"Installing {' '.join(packages)}",
            environment=environment,
        )


@contextlib.contextmanager
def _no_cluster() -> Iterator[None]:
    """Debian makes a database cluster on installation unless this file says not to; afterwards it is as it ships."""
    if _CLUSTER_SETTING.exists():
        yield
        return
    _CLUSTER_SETTING.parent.mkdir(parents=True, exist_ok=True)
    _CLUSTER_SETTING.write_text("create_main_cluster = false\n", encoding="utf-8")
    yield
    if _SHIPPED_SETTING.exists():
        shutil.copyfile(_SHIPPED_SETTING, _CLUSTER_SETTING)
    else:
        _CLUSTER_SETTING.unlink()


def _has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def _has_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser"))


def _has_arabic_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=ar", "family"], capture_output=True, text=True)
    return bool(listed.stdout.strip())


_PARTS = (
    SystemPart("postgresql", _has_postgresql),
    SystemPart("chromium", _has_chromium),
    SystemPart("fontconfig", lambda: shutil.which("fc-list") is not None),
    SystemPart("fonts-noto-core", _has_arabic_font),
)
