"""`helpline evaluate`: how well the running helpline understands, per language."""

import argparse
import subprocess
import sys
from pathlib import Path

from helpline.cli.commands import Commands, add_command
from helpline.errors import SettingsError
from helpline.settings import read_settings

PROJECT = Path(__file__).resolve().parents[2]


def add_to(commands: Commands) -> None:
    add_command(commands, "evaluate", "Asks the running Rasa every question of evaluation/ and prints figures", _run)


def _run(_: argparse.Namespace) -> int:
    """In a process of its own: the evaluation is no part of the helpline, and a server may not have it."""
    if not (PROJECT / "evaluation" / "__main__.py").is_file():
        raise SettingsError("The questions (evaluation/) are not installed here. Run this from the project's tree.")
    command = [sys.executable, "-m", "evaluation", "--against", read_settings().brain_url]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode
