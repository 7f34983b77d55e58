"""`helpline doctor`: says in plain lines what is wrong and what to do."""

import argparse
from collections.abc import Iterator

from helpline.cli.commands import Commands, add_command
from helpline.cli.doctor_channels import check_channels
from helpline.cli.doctor_machine import check_machine
from helpline.cli.doctor_processes import check_processes
from helpline.cli.doctor_storage import check_storage
from helpline.cli.finding import Finding, Verdict, broken, good
from helpline.errors import SettingsError
from helpline.settings import read_settings


def add_to(commands: Commands) -> None:
    add_command(commands, "doctor", "Looks at the whole installation; exit code 1 when something is broken", _run)


def _run(_: argparse.Namespace) -> int:
    found = []
    for finding in _findings():
        found.append(finding)
        print(f"{finding.verdict.value} {finding.subject}: {finding.text}")
        if finding.advice:
            print(f"        → {finding.advice}")
    count = sum(finding.verdict is Verdict.BROKEN for finding in found)
    print(f"\n{count} broken." if count else "\nNothing is broken.")
    return 1 if count else 0


def _findings() -> Iterator[Finding]:
    try:
        settings = read_settings()
    except SettingsError as error:
        yield broken("settings", str(error), "Correct it in the environment or in .env; docs/deployment.md lists all.")
        return
    yield good("settings", "all can be read")
    yield from check_machine(settings)
    yield from check_storage(settings)
    yield from check_channels(settings)
    yield from check_processes(settings)
