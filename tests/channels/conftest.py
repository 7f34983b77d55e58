"""The real channels, wired to fakes of their providers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording, read_wording
from helpline.settings import Settings
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from tests.channels.cases import Case
from tests.channels.people import settings_for
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio


@pytest.fixture(scope="session")
def wording() -> Wording:
    return read_wording(Path("content"))


@pytest.fixture(scope="session")
def running_twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


@pytest.fixture(scope="session")
def running_telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def fake_twilio(running_twilio: FakeTwilio) -> FakeTwilio:
    running_twilio.clear()
    return running_twilio


@pytest.fixture
def fake_telegram(running_telegram: FakeTelegram) -> FakeTelegram:
    running_telegram.clear()
    return running_telegram


@pytest.fixture(scope="session")
def settings(running_twilio: FakeTwilio, running_telegram: FakeTelegram) -> Settings:
    return settings_for(twilio_api_url=running_twilio.url, telegram_api_url=running_telegram.url)


@pytest.fixture(scope="session")
def twilio(settings: Settings, wording: Wording) -> Iterator[TwilioChannel]:
    channel = TwilioChannel(settings, wording)
    yield channel
    channel.close()


@pytest.fixture(scope="session")
def telegram(settings: Settings, wording: Wording) -> Iterator[TelegramChannel]:
    channel = TelegramChannel(settings, wording)
    yield channel
    channel.close()


@pytest.fixture
def channels(twilio: TwilioChannel, telegram: TelegramChannel) -> dict[str, Channel]:
    return {"whatsapp": twilio, "sms": twilio, "telegram": telegram}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, Cipher(make_key()), pool_size=8)
    yield database
    database.close()


@pytest.fixture
def cases(channels: dict[str, Channel], fake_twilio: FakeTwilio, fake_telegram: FakeTelegram) -> dict[str, Case]:
    return {
        "whatsapp": Case("whatsapp", "twilio", channels["whatsapp"], fake_twilio),
        "sms": Case("sms", "twilio", channels["sms"], fake_twilio),
        "telegram": Case("telegram", "telegram", channels["telegram"], fake_telegram),
    }


@pytest.fixture(params=["whatsapp", "sms", "telegram"])
def case(request: pytest.FixtureRequest, cases: dict[str, Case]) -> Case:
    """A test that takes this runs for every channel."""
    return cases[request.param]
