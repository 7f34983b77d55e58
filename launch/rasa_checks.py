"""Rasa's own checks of its data: whether it is consistent, and whether conversations go as the stories say."""

import os
from pathlib import Path

from launch.checks import Check, Outcome, run_check
from launch.places import RASA, ROOT, VAR, python_of
from launch.programs import QUIET_RASA

MODELS = VAR / "models"
STORIES = ROOT / "tests" / "stories"
# endpoints.yml and credentials.yml are read, and nothing is called.
_PLACEHOLDERS = {"ACTIONS_URL": "http://127.0.0.1:1/webhook", "ACTIONS_TOKEN": "-", "BRAIN_TOKEN": "-"}


def run_rasa_checks() -> list[Outcome]:
    """Training comes first, because the stories need a model."""
    training = run_check(_check("training", ["-m", "brain.model", "--out", str(MODELS)]))
    data = ["--domain", "domain.yml", "--data", "data", "--config", "config.yml"]
    validation = run_check(
        _check("rasa data validate", ["-m", "rasa", "data", "validate", "--fail-on-warnings", *data])
    )
    if not training.passed:
        return [training, validation]
    model = Path(training.printed.splitlines()[-1])
    return [training, validation, run_check(_stories(model))]


def _stories(model: Path) -> Check:
    command = ["-m", "rasa", "test", "core", "--model", str(model), "--stories", str(STORIES)]
    command += ["--out", str(VAR / "results"), "--no-plot", "--no-errors", "--fail-on-prediction-errors"]
    return _check("rasa test core", command)


def _check(name: str, arguments: list[str]) -> Check:
    environment = {**os.environ, **QUIET_RASA, **_PLACEHOLDERS}
    return Check(name, [str(python_of(RASA)), *arguments], environment=environment)
