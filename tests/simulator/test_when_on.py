"""Where there is a simulator and where there is none, and who knows its secrets."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from litestar import Litestar, get
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.testing import TestClient

from bot.app import allowed_hosts
from bot.simulator.simulation import simulate
from helpline.errors import SettingsError
from helpline.settings import Settings, read_settings
from helpline.storage.cipher import Cipher, make_key
from tests.webchat.site import make_site

REAL_TWILIO = {"twilio_account_sid": "AC" + "1" * 32, "twilio_auth_token": "real"}
REAL_TELEGRAM = {"telegram_bot_token": "1:real", "telegram_webhook_secret": "real"}


@pytest.mark.parametrize(
    ("settings", "channels"),
    [
        ({}, ("whatsapp", "sms", "telegram")),
        ({"public_base_url": "https://help.example.org"}, ()),
        ({"public_base_url": "http://help.example.org"}, ()),
        ({"public_base_url": "http://help.example.org", "helpline_simulator": "on"}, ("whatsapp", "sms", "telegram")),
        ({"public_base_url": "https://help.example.org", "helpline_simulator": "on"}, ()),
        ({"helpline_host": "0.0.0.0"}, ()),
        ({"helpline_simulator": "off"}, ()),
        (REAL_TWILIO, ("telegram",)),
        ({"twilio_account_sid": "AC" + "1" * 32}, ("telegram",)),
        (REAL_TELEGRAM, ("whatsapp", "sms")),
        (REAL_TWILIO | REAL_TELEGRAM, ()),
    ],
)
def test_what_is_simulated(settings: dict[str, Any], channels: tuple[str, ...]) -> None:
    given = Settings(**settings)
    used, simulation = simulate(given, Cipher(make_key()))
    assert (simulation.channels if simulation else ()) == channels
    if "telegram" not in channels:
        assert (used.telegram_bot_token, used.telegram_api_url) == (given.telegram_bot_token, "")
    if "sms" not in channels:
        assert (used.twilio_auth_token, used.twilio_api_url) == (given.twilio_auth_token, "")


def test_on_with_https_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="HELPLINE_SIMULATOR"):
        read_settings({"HELPLINE_SIMULATOR": "on", "PUBLIC_BASE_URL": "https://help.example.org"}, Path("/nonexistent"))


def test_with_https_nothing_below_simulator_is_there(tmp_path: Path) -> None:
    site = make_site(tmp_path, public_base_url="https://help.example.org")
    with TestClient(site.app, base_url="https://help.example.org") as client:
        found = [
            client.get("/simulator"),
            client.get("/simulator/events"),
            client.post("/simulator/phones/sms/write", headers={"Sec-Fetch-Site": "same-origin"}, data={"text": "x"}),
            client.post("/simulator/providers/twilio/2010-04-01/Accounts/AC/Messages.json"),
            client.post("/channels/twilio"),
        ]
    assert [response.status_code for response in found] == [404] * len(found)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_bot_and_providers_reach_each_other_wherever_it_listens(host: str) -> None:
    settings, simulation = simulate(Settings(helpline_host=host), Cipher(make_key()))
    assert simulation

    @get("/")
    async def reached() -> str:
        return "reached"

    app = Litestar([reached], allowed_hosts=AllowedHostsConfig(allowed_hosts=allowed_hosts(settings)))
    with TestClient(app) as client:
        called = client.get("/", headers={"Host": urlsplit(simulation.local_url).netloc})
    assert called.text == "reached"


def test_every_process_of_an_installation_knows_the_same_secrets_and_no_other_does() -> None:
    key = make_key()
    _, one = simulate(Settings(), Cipher(key))
    _, same = simulate(Settings(), Cipher(key))
    _, other = simulate(Settings(), Cipher(make_key()))
    assert one and same and other
    assert one == same
    for name in ("account_sid", "auth_token", "telegram_token", "telegram_secret"):
        assert getattr(one, name) != getattr(other, name)
