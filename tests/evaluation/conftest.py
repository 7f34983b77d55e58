"""The standing questions, asked once of real Rasa and the real actions."""

from pathlib import Path

import pytest

from evaluation.asked import Asked
from evaluation.asking import ask_all
from evaluation.questions import read_questions
from evaluation.running import started_brain


@pytest.fixture(scope="session")
def standing(model_path: Path) -> list[Asked]:
    with started_brain(model_path) as gateway:
        return ask_all(read_questions(), gateway)
