"""`helpline content`: the files that caseworkers and translators edit."""

import pytest

from helpline.storage.answers import all_answers
from helpline.storage.database import Database
from tests.cli.conftest import Helpline

HEAD = ["answers", "general", "worker", "employer", "both", "en", "ar", "fr", "reviewed"]


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


def test_the_check_counts_by_topic_country_and_language(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("content", "check") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    heads = [row for row in rows if row[:1] in (["topic"], ["country"])]
    assert [head[1:] for head in heads] == [HEAD, HEAD]
    by_topic = rows[rows.index(heads[0]) : rows.index(heads[1])]
    wages = next(row for row in by_topic if row[:1] == ["unpaid_wages"])
    total = next(row for row in by_topic if row[:1] == ["all"])
    assert int(wages[1]) > 10 and wages[1] == wages[6] == wages[7] == wages[8]
    assert int(total[1]) == sum(int(row[1]) for row in by_topic[2:] if row and row[0] != "all")


def test_a_folder_without_content_fails_the_check(
    helpline: Helpline, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HELPLINE_CONTENT_DIR", "/nonexistent")
    assert helpline("content", "check") == 1
    assert "1 problems." in capsys.readouterr().out
