"""The templates that we make at Twilio, with the real library against the fake."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Helpline
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio


@pytest.fixture
def twilio(settings_of_test: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        monkeypatch.setenv("TWILIO_ACCOUNT_SID", ACCOUNT_SID)
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", AUTH_TOKEN)
        monkeypatch.setenv("TWILIO_API_URL", fake.url)
        monkeypatch.setenv("TWILIO_TEMPLATES", str(settings_of_test / "templates.yml"))
        yield fake


def payloads(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert helpline("twilio", "templates", "--dry-run") == 0
    return list(json.loads(capsys.readouterr().out))


def test_a_dry_run_prints_what_whatsapp_would_take(
    helpline: Helpline, settings_of_test: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = payloads(helpline, capsys)
    assert len({each["friendly_name"] for each in found}) == len(found) == 3 + 3 + 3 * 9
    for each in found:
        ((kind, data),) = each["types"].items()
        if "waiting" in each["friendly_name"]:
            assert not data["body"].startswith("{{") and not data["body"].endswith("}}"), "variables inside only"
        buttons = data.get("actions") or data["items"]
        assert len(buttons) <= (3 if kind == "twilio/quick-reply" else 10)
        assert set(each["variables"]) == {str(number) for number in range(1, len(each["variables"]) + 1)}
        assert len(data.get("button", "")) <= 20


def test_templates_are_made_once_and_their_ids_noted(
    helpline: Helpline, twilio: FakeTwilio, settings_of_test: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("twilio", "templates") == 0
    noted = yaml.safe_load((settings_of_test / "templates.yml").read_text(encoding="utf-8"))
    assert set(noted["waiting"]) == {"en", "ar", "fr"}
    assert set(noted["quick_reply"]) == {1, 2, 3}
    assert set(noted["lists"]["ar"]) == set(range(2, 11))
    made = twilio.contents.answer("GET", "", {}).body["contents"]
    approved = [each["sid"] for each in made if each["approval"]["status"] == "approved"]
    assert sorted(approved) == sorted(noted["waiting"].values())
    assert helpline("twilio", "templates") == 0
    assert len(twilio.contents.answer("GET", "", {}).body["contents"]) == len(made)
    assert yaml.safe_load((settings_of_test / "templates.yml").read_text(encoding="utf-8")) == noted


def test_a_wrong_token_is_said_in_words(
    helpline: Helpline, twilio: FakeTwilio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "wrong")
    assert helpline("twilio", "templates") == 1
    said = capsys.readouterr().err
    assert "Twilio could not be asked" in said and "TWILIO_AUTH_TOKEN" in said and "wrong" not in said


def test_without_an_account_it_says_what_to_set(
    helpline: Helpline, settings_of_test: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("twilio", "templates") == 1
    assert "TWILIO_ACCOUNT_SID" in capsys.readouterr().err
