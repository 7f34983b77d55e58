"""The command line on a database of its own."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpline.cli.main import main
from helpline.settings import HELP
from helpline.storage.cipher import Cipher, read_or_make_key
from helpline.storage.database import Database

Helpline = Callable[..., int]


@pytest.fixture
def settings_of_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own settings shines through; the data directory is the test's."""
    for name in HELP:
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("HELPLINE_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def database(settings_of_test: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    database = Database(database_url, Cipher(read_or_make_key("", settings_of_test)))
    yield database
    database.close()


@pytest.fixture
def helpline(settings_of_test: Path, monkeypatch: pytest.MonkeyPatch) -> Helpline:
    """Runs a command with what is typed, and gives the exit code."""

    def run(*arguments: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(arguments)

    return run
