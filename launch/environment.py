"""One environment: made when missing, brought to its pinned requirements, left alone when it has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.places import REQUIREMENTS, ROOT, python_of
from launch.problem import Problem
from launch.progress import Step
from launch.project_link import link_project
from launch.pythons import Minor, find_python
from launch.setup_command import run_setup_command
from launch.uv import uv_environment


@dataclass(frozen=True)
class Environment:
    directory: Path
    requirements: str
    versions: Sequence[Minor]
    version_to_install: str
    gigabytes: int
    has_command: bool

    def is_current(self) -> bool:
        return python_of(self.directory).exists() and self._stamp() == self._wanted_stamp()

    def was_made_from(self, requirements: str) -> bool:
        return self._stamp().get("requirements") == requirements

    def make_if_missing(self, uv: Path, step: Step) -> None:
        """Empty, with the right Python. Raises Problem."""
        if python_of(self.directory).exists():
            return
        python = find_python(self.versions) or self._install_python(uv, step)
        run_setup_command(
            [str(uv), "venv", "--no-project", "--clear", "--python", str(python), str(self.directory)],
            purpose=f"Making the environment {self.directory.name}",
            environment=uv_environment(),
        )

    def install_packages(self, uv: Path, step: Step) -> None:
        """Raises Problem."""
        step.note(f"installing {self.directory.name}'s packages (the first time takes a minute or two) ...")
        self._stamp_file.unlink(missing_ok=True)
        run_setup_command(
            [str(uv), "pip", "sync", "--require-hashes", "--compile-bytecode"]
            + ["--python", str(python_of(self.directory)), str(REQUIREMENTS / self.requirements)],
            purpose=f"Installing the packages of requirements/{self.requirements}",
            environment=uv_environment(),
        )
        link_project(self.directory, with_command=self.has_command)
        self._stamp_file.write_text(json.dumps(self._wanted_stamp()), encoding="utf-8")

    def _install_python(self, uv: Path, step: Step) -> Path:
        version = self.version_to_install
        step.note(f"installing Python {version} ...")
        try:
            run_setup_command(
                [str(uv), "python", "install", version],
                purpose=f"Downloading Python {version}",
                environment=uv_environment(),
            )
        except Problem as problem:
            raise Problem(
                f"Python {self._spoken_versions()} is needed and is neither on the path nor in pyenv. {problem} "
                f"Or install it yourself, for example with `pyenv install {version}`."
            ) from None
        found = find_python(self.versions)
        if found is None:
            raise Problem(f"Python {version} was downloaded but does not run on this machine.")
        return found

    def _spoken_versions(self) -> str:
        oldest = min(self.versions)
        return f"{oldest[0]}.{oldest[1]}" + (" or newer" if len(self.versions) > 1 else " (for Rasa)")

    @property
    def _stamp_file(self) -> Path:
        return self.directory / ".sanad-stamp"

    def _stamp(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _wanted_stamp(self) -> dict[str, str]:
        pinned = (REQUIREMENTS / self.requirements).read_bytes()
        return {
            "requirements": self.requirements,
            "sha256": hashlib.sha256(pinned).hexdigest(),
            "directory": str(self.directory),
            "project": str(ROOT),
        }
