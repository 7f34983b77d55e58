"""Makes the project importable in an environment, and the command `helpline` callable; needs no network."""

from __future__ import annotations

from pathlib import Path

from launch.places import ROOT, python_of

# A shell's line first, because a `#!` line can hold neither spaces nor a long path.
_COMMAND = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from helpline.cli.main import main

sys.exit(main())
"""


def link_project(environment: Path, *, with_command: bool) -> None:
    for packages in environment.glob("lib/python3.*/site-packages"):
        (packages / "sanad.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if with_command:
        command = environment / "bin" / "helpline"
        command.write_text(_COMMAND.format(python=python_of(environment)), encoding="utf-8")
        command.chmod(0o755)
