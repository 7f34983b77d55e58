"""`helpline twilio reconcile`, with the real library against the fake."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from helpline.storage.database import Database
from helpline.storage.schema import inbox
from tests.cli.conftest import Helpline
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SMS_FROM, FakeTwilio

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_receives_what_is_missing_and_says_how_much(
    helpline: Helpline, database: Database, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with FakeTwilio() as fake:
        monkeypatch.setenv("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
        monkeypatch.setenv("TWILIO_SMS_FROM", SMS_FROM)
        monkeypatch.setenv("TWILIO_API_URL", fake.url)
        fake.hear("+97450000001", "the webhook never came", ago=timedelta(minutes=90))
        assert helpline("twilio", "reconcile", "--since", "2h") == 0
    assert "1 messages had not reached us" in capfd.readouterr().out
    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(inbox)).scalar_one() == 1
    assert helpline("twilio", "reconcile", "--since", "2h") == 1
    assert "could not be asked" in capfd.readouterr().err


@pytest.mark.parametrize("since", ["0h", "-25h"])
def test_a_time_that_makes_no_sense_is_named(
    since: str, helpline: Helpline, database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    assert helpline("twilio", "reconcile", f"--since={since}") == 1
    assert "30m or 2h" in capfd.readouterr().err
