from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brain.asking import Asking
from tests.processes import ActionsProcess, RasaProcess

TOKEN = "a-token-for-tests"


@pytest.fixture(scope="session")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ActionsProcess]:
    with ActionsProcess("tests.brain.actions_for_tests", tmp_path_factory.mktemp("actions") / "actions.log") as process:
        yield process


@pytest.fixture(scope="session")
def rasa(model_path: Path, actions: ActionsProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaProcess]:
    with RasaProcess(model_path, tmp_path_factory.mktemp("rasa") / "rasa.log", actions.url, TOKEN) as process:
        yield process


@pytest.fixture
def asking(rasa: RasaProcess) -> Iterator[Asking]:
    with Asking(rasa.url, TOKEN) as asking:
        yield asking
