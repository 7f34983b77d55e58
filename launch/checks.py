"""`python -m launch.checks`: format, lint and types, all of them even when one fails."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from launch.places import APP, ROOT, python_of
from launch.problem import run_and_report
from launch.progress import say

TYPED = ("helpline", "bot", "actions", "brain", "launch", "evaluation")


@dataclass(frozen=True)
class Check:
    """`hint` says how to mend what it finds."""

    name: str
    command: Sequence[str]
    hint: str = ""
    environment: Optional[Mapping[str, str]] = None


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    said: str
    seconds: float


def static_checks() -> list[Check]:
    python = str(python_of(APP))
    return [
        Check("format", [python, "-m", "ruff", "format", "--check", "."], "`make format` mends it"),
        Check("lint", [python, "-m", "ruff", "check", "."]),
        Check("types", [python, "-m", "mypy", *TYPED]),
    ]


def run_check(check: Check) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        check.command, cwd=ROOT, env=check.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    said = (done.stdout + done.stderr).strip()
    return Outcome(check, done.returncode == 0, said, time.monotonic() - started)


def report(outcome: Outcome) -> None:
    """One line when it passed; the end of what it said when it did not."""
    verdict = "ok" if outcome.passed else "FAILED"
    say(f"    {outcome.check.name}: {verdict} ({outcome.seconds:.1f} s)")
    if not outcome.passed:
        say("\n".join(f"      {line}" for line in outcome.said.splitlines()[-60:]))
        if outcome.check.hint:
            say(f"      {outcome.check.hint}")


def main() -> int:
    outcomes = [run_check(check) for check in static_checks()]
    for outcome in outcomes:
        report(outcome)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(run_and_report(main))
