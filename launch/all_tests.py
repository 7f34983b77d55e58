"""`python -m launch.all_tests`: checks and training, then pytest, whose summary is the last line."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import List

from launch.checks import Outcome, report, run_check, static_checks
from launch.places import APP, ROOT, python_of
from launch.problem import run_and_report
from launch.progress import Step, say
from launch.system_packages import install_missing_parts
from launch.training import training


def main() -> int:
    step = Step("2/4")
    install_missing_parts(step)
    step.done("What the tests need of the system was looked for")
    failed = [outcome.check.name for outcome in _run_checks(Step("3/4")) if not outcome.passed]
    say("4/4 pytest" + (f" (already FAILED above: {', '.join(failed)})" if failed else ""))
    tests = subprocess.run([str(python_of(APP)), "-m", "pytest", "-q", *_at_a_time(), *sys.argv[1:]], cwd=ROOT)
    return tests.returncode or (1 if failed else 0)


def _at_a_time() -> List[str]:
    """Two processes, where there are two cores: much of a test's time is waiting for real programs to start."""
    return ["-n", "2", "--dist", "loadgroup"] if (os.cpu_count() or 1) > 1 else []


def _run_checks(step: Step) -> list[Outcome]:
    """Two at a time; the types and the training take longest, and each uses one core."""
    checks = [training(), *reversed(static_checks())]
    with ThreadPoolExecutor(max_workers=2) as executor:
        outcomes = list(executor.map(run_check, checks))
    for outcome in outcomes:
        report(outcome)
    step.done("Checks done")
    return outcomes


if __name__ == "__main__":
    sys.exit(run_and_report(main))
