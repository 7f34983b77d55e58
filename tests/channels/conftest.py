"""The real channels, wired to fakes of their providers."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording, read_wording
from helpline.domain.sending import Pace
from helpline.services import Services, make_services
from helpline.settings import Settings
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from tests.channels.cases import Case
from tests.channels.doors import ChoosingBrain, Door, door_of
from tests.channels.people import settings_for
from tests.channels.rules import CHANNELS
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio
from tests.in_process import InProcess, settings_in


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
    """As fast as a test likes; how fast people are written to is tested by itself."""
    channel = TelegramChannel(settings, wording, pace=Pace())
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


@pytest.fixture(scope="session")
def read_services() -> Services:
    return make_services(Settings(), None, None)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def standing_house(
    read_services: Services,
    sqlite_templates: Any,
    running_twilio: FakeTwilio,
    running_telegram: FakeTelegram,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[InProcess]:
    directory = tmp_path_factory.mktemp("house")
    shutil.copyfile(sqlite_templates.loaded, directory / "helpline.db")
    settings = settings_in(directory, twilio_api_url=running_twilio.url, telegram_api_url=running_telegram.url)
    house = InProcess(settings, ChoosingBrain(), read_services)
    yield house
    house.close()


@pytest.fixture
def house(standing_house: InProcess, fake_twilio: FakeTwilio, fake_telegram: FakeTelegram) -> InProcess:
    """The whole application with the real content, and nobody who has written yet."""
    standing_house.forget_everybody()
    return standing_house


@pytest.fixture(params=CHANNELS)
def door(
    request: pytest.FixtureRequest, house: InProcess, fake_twilio: FakeTwilio, fake_telegram: FakeTelegram
) -> Door:
    """A test that takes this runs for every channel, from the provider's post to the person's screen."""
    return door_of(request.param, house, fake_twilio, fake_telegram)
