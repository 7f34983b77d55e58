"""Training, which every test of understanding needs; Rasa's own checks of data and stories are tests (tests/brain)."""

import os

from launch.checks import Check
from launch.places import RASA, VAR, python_of
from launch.programs import QUIET_RASA

MODELS = VAR / "models"


def training() -> Check:
    command = [str(python_of(RASA)), "-m", "brain.model", "--out", str(MODELS)]
    return Check("training", command, environment={**os.environ, **QUIET_RASA})
