"""`python3 -m launch.environments`: both environments, made or brought up to date. Needs nothing but Python 3.9."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import sys
from collections.abc import Iterator, Sequence

from launch.disk import GIGABYTE, require_room
from launch.environment import Environment
from launch.places import APP, RASA, VAR
from launch.problem import Problem, run_and_report
from launch.progress import Step
from launch.pythons import APP_VERSIONS, RASA_VERSIONS
from launch.uv import find_or_make_uv

FOR_RUNNING = Environment(APP, "app.txt", APP_VERSIONS, "3.12", gigabytes=1, has_command=True)
FOR_DEVELOPING = Environment(APP, "dev.txt", APP_VERSIONS, "3.12", gigabytes=1, has_command=True)
FOR_RASA = Environment(RASA, "rasa.txt", RASA_VERSIONS, "3.10", gigabytes=3, has_command=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", default="1/1", help="how to number the line that is printed")
    parser.add_argument("--developing", action="store_true", help="also install what the checks and tests need")
    arguments = parser.parse_args()
    if sys.version_info < (3, 9):
        raise Problem("Python 3.9 or newer is needed to set up; `make PYTHON=/path/to/python3 …` chooses another.")
    step = Step(arguments.step)
    with _alone(step):
        outdated = [one for one in (_app(developing=arguments.developing), FOR_RASA) if not one.is_current()]
        if outdated:
            _bring_up_to_date(outdated, step)
    step.done("Environments ready")
    return 0


def _bring_up_to_date(environments: Sequence[Environment], step: Step) -> None:
    """Everything that can be missing is looked for before anything large is fetched."""
    require_room(VAR, sum(one.gigabytes for one in environments) * GIGABYTE)
    uv = find_or_make_uv()
    for environment in environments:
        environment.make_if_missing(uv, step)
    for environment in environments:
        environment.install_packages(uv, step)


def _app(*, developing: bool) -> Environment:
    """What developing needs includes what running needs, and is not taken away again."""
    return FOR_DEVELOPING if developing or FOR_DEVELOPING.was_made_from("dev.txt") else FOR_RUNNING


@contextlib.contextmanager
def _alone(step: Step) -> Iterator[None]:
    """One process at a time changes the environments."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / ".environments.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            step.note("another process is setting up the environments, waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(run_and_report(main))
