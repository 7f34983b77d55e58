"""`helpline doctor` finds what is broken, and says what to do."""

from pathlib import Path

import pytest

from helpline.domain.conversations import Profile
from helpline.storage.cipher import make_key
from helpline.storage.conversations import start_conversation
from helpline.storage.database import Database
from tests.cli.conftest import Helpline


def test_a_fresh_tree_has_nothing_broken(
    helpline: Helpline, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HELPLINE_PORT", "18931")
    assert helpline("doctor") == 0
    assert "Nothing is broken." in capsys.readouterr().out


def test_it_makes_neither_key_nor_database(helpline: Helpline, settings_of_test: Path) -> None:
    helpline("doctor")
    assert not list(settings_of_test.iterdir())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HELPLINE_PORT", "many", "HELPLINE_PORT must be a number"),
        ("HELPLINE_CONTENT_DIR", "/nonexistent", "is missing"),
        ("TWILIO_ACCOUNT_SID", "AC1", "half configured"),
        ("TELEGRAM_BOT_TOKEN", "1:x", "half configured"),
        ("BRAIN_TOKEN_FILE", "/nonexistent", "BRAIN_TOKEN_FILE names a file that cannot be read"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said(
    name: str,
    value: str,
    said: str,
    helpline: Helpline,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(name, value)
    assert helpline("doctor") == 1
    assert said in capsys.readouterr().out


def test_a_key_that_others_can_read_is_broken(
    helpline: Helpline, database: Database, settings_of_test: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings_of_test / "key").chmod(0o644)
    assert helpline("doctor") == 1
    assert "chmod 600" in capsys.readouterr().out


def test_a_wrong_key_is_broken(
    helpline: Helpline, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as tx:
        start_conversation(tx, channel="sms", address="+1", profile=Profile())
    monkeypatch.setenv("HELPLINE_KEY", make_key())
    assert helpline("doctor") == 1
    assert "sealed with another HELPLINE_KEY" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_broken(
    helpline: Helpline, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    assert helpline("doctor") == 1
    assert "PostgreSQL cannot be used" in capsys.readouterr().out


def test_a_database_without_todays_schema_is_broken_until_it_is_upgraded(
    helpline: Helpline, settings_of_test: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (settings_of_test / "helpline.db").touch()
    (settings_of_test / "key").write_text(make_key(), encoding="ascii")
    (settings_of_test / "key").chmod(0o600)
    assert helpline("doctor") == 1
    assert "helpline database upgrade" in capsys.readouterr().out
    assert helpline("staff", "list") == 1
    assert helpline("database", "upgrade") == 0
    assert helpline("staff", "list") == 0


def test_what_only_the_simulator_has_says_so(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    helpline("doctor")
    said = capsys.readouterr().out
    assert "WhatsApp and SMS on the simulator's phones only" in said
    assert "not configured: on the simulator's phone only" in said
