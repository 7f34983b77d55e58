"""`helpline telegram`, with the real library against the fake."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline.cli.telegram import MENU
from helpline.content.wording import read_commands
from tests.cli.conftest import Helpline
from tests.fakes.telegram import SECRET, TOKEN, FakeTelegram

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def telegram(settings_of_test: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", SECRET)
        monkeypatch.setenv("TELEGRAM_API_URL", fake.url)
        monkeypatch.setenv("PUBLIC_BASE_URL", "https://sanad.example.org")
        yield fake


def test_connecting_sets_everything_and_status_agrees(
    helpline: Helpline, telegram: FakeTelegram, capsys: Printed
) -> None:
    assert helpline("telegram", "status") == 1
    assert "does not know where we are" in capsys.readouterr().out
    assert helpline("telegram", "connect") == 0
    assert telegram.webhook["url"] == "https://sanad.example.org/channels/telegram"
    assert telegram.webhook["secret_token"] == SECRET and telegram.webhook.get("drop_pending_updates") != "true"
    updates = {"message", "edited_message", "callback_query", "my_chat_member"}
    assert set(json.loads(telegram.webhook["allowed_updates"])) == updates
    assert {language for method, language in telegram.described if method == "setMyCommands"} == {"", "ar", "fr"}
    assert helpline("telegram", "status") == 0
    assert "All is well" in capsys.readouterr().out


def test_what_stands_in_the_menu_is_understood_and_short_enough(helpline: Helpline, telegram: FakeTelegram) -> None:
    words = read_commands(Path(__file__).parents[2] / "content")
    assert all(words.recognise(f"/{name}") for name in MENU)
    assert helpline("telegram", "connect") == 0
    for (method, _), fields in telegram.described.items():
        if method == "setMyCommands":
            assert all(1 <= len(each["description"]) <= 256 for each in json.loads(fields["commands"]))
        else:
            longest = 512 if method == "setMyDescription" else 120
            assert 0 < len(fields["description" if longest == 512 else "short_description"]) <= longest


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ({"last_error_message": "Wrong response from the webhook: 403 Forbidden"}, "The secret at Telegram"),
        ({"last_error_message": "Connection timed out"}, "firewall"),
        ({"url": "https://old.example.org/channels/telegram"}, "we are at https://sanad.example.org"),
        ({"allowed_updates": ["message"]}, "callback_query, edited_message, my_chat_member"),
        ({"pending_update_count": 400}, "400 updates wait"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    trouble: dict[str, object], said: str, helpline: Helpline, telegram: FakeTelegram, capsys: Printed
) -> None:
    assert helpline("telegram", "connect") == 0
    telegram.trouble = trouble | ({"last_error_date": int(time.time()) - 60} if "last_error_message" in trouble else {})
    assert helpline("telegram", "status") == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUBLIC_BASE_URL", "http://sanad.example.org", "https://"),
        ("PUBLIC_BASE_URL", "https://sanad.example.org:8000", "8443"),
        ("TELEGRAM_WEBHOOK_SECRET", "with spaces", "TELEGRAM_WEBHOOK_SECRET"),
        ("TELEGRAM_WEBHOOK_SECRET", "", "TELEGRAM_WEBHOOK_SECRET"),
        ("TELEGRAM_BOT_TOKEN", "1:another", "does not know TELEGRAM_BOT_TOKEN"),
    ],
)
def test_a_setting_that_cannot_work_is_named(
    name: str,
    value: str,
    said: str,
    helpline: Helpline,
    telegram: FakeTelegram,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    monkeypatch.setenv(name, value)
    assert helpline("telegram", "connect") == 1
    assert said in capsys.readouterr().err
