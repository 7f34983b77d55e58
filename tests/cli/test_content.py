"""`helpline content`: the files that caseworkers and translators edit."""

import pytest

from helpline.storage.answers import all_answers
from helpline.storage.database import Database
from tests.cli.conftest import Helpline


def test_loading_puts_the_answers_into_the_database(helpline: Helpline, database: Database) -> None:
    assert helpline("content", "load") == 0
    with database.read() as tx:
        assert all_answers(tx)


def test_loading_twice_changes_nothing(
    helpline: Helpline, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    helpline("content", "load")
    capsys.readouterr()
    assert helpline("content", "load") == 0
    assert "0 added, 0 updated" in capsys.readouterr().out


def test_the_check_counts_by_country_and_language(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    helpline("content", "check")
    said = capsys.readouterr().out
    assert "By country:" in said and "By language: ar" in said


def test_a_folder_without_content_fails_the_check(
    helpline: Helpline, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HELPLINE_CONTENT_DIR", "/nonexistent")
    assert helpline("content", "check") == 1
    assert "1 problems." in capsys.readouterr().out
