"""Pythons, environments, room on the disk, the trained model."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from helpline.cli.finding import Finding, broken, good, note
from helpline.settings import Settings

_PROJECT = Path(__file__).resolve().parents[2]
_VENVS = _PROJECT / "var" / "venvs"
_MODEL_INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "brain/*.py", "brain/*.yml")
_LITTLE_ROOM = 1_000_000_000
_NO_ROOM = 100_000_000


def check_machine(settings: Settings) -> Iterator[Finding]:
    yield good("python", f"{sys.version.split()[0]} runs this")
    if _VENVS.is_dir():  # not in a container, where Rasa is a container of its own
        yield _check_rasa_environment()
        yield _check_model(settings.helpline_data_dir / "models")
    if settings.database.startswith("sqlite"):
        yield _check_room(settings.helpline_data_dir)


def _check_rasa_environment() -> Finding:
    advice = "`make run` makes it again; `make clean` first when that does not help."
    try:
        asked = subprocess.run(
            [str(_VENVS / "rasa" / "bin" / "python"), "-c", "import sys; print(sys.version.split()[0])"],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return broken("rasa's environment", "its Python does not run", advice)
    version = asked.stdout.strip()
    if not version.startswith("3.10."):
        return broken("rasa's environment", f"it has Python {version} and needs 3.10", advice)
    return good("rasa's environment", f"Python {version}")


def _check_model(directory: Path) -> Finding:
    models = sorted(directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        return note("model", "there is none yet", "`make run` trains it.")
    inputs = [path for pattern in _MODEL_INPUTS for path in _PROJECT.glob(pattern)]
    newest = max(inputs, key=lambda path: path.stat().st_mtime)
    if newest.stat().st_mtime > models[-1].stat().st_mtime:
        changed = newest.relative_to(_PROJECT)
        return note("model", f"{changed} was changed after it was last used", "`make run` trains it again if needed.")
    return good("model", f"{models[-1].name[:12]} is newer than what it was trained from")


def _check_room(data_dir: Path) -> Finding:
    existing = next(path for path in (data_dir.absolute(), *data_dir.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    text = f"{free / 1e9:.1f} GB left where the data is"
    if free < _NO_ROOM:
        return broken("disk", text, f"Make room on the disk of {data_dir}.")
    if free < _LITTLE_ROOM:
        return note("disk", text, f"Make room on the disk of {data_dir} soon.")
    return good("disk", text)
