"""The real channels, wired to fakes of their providers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording
from helpline.settings import Settings
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from tests.channels.people import settings_for
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio


@pytest.fixture(scope="session")
def wording() -> Wording:
    """Of the system's sentences, those that rendering uses."""
    return Wording(
        {
            "en": {
                "source_line": "Source: {title} ({publisher}) · checked {date}",
                "choose_by_number": "Answer with the number:",
            },
            "ar": {
                "source_line": "المصدر: {title} ({publisher}) · تاريخ المراجعة {date}",
                "choose_by_number": "أرسل رقم اختيارك:",
            },
            "fr": {
                "source_line": "Source : {title} ({publisher}) · vérifié le {date}",
                "choose_by_number": "Répondez par le numéro :",
            },
        }
    )


@pytest.fixture
def fake_twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


@pytest.fixture
def fake_telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def settings(fake_twilio: FakeTwilio, fake_telegram: FakeTelegram) -> Settings:
    return settings_for(twilio_api_url=fake_twilio.url, telegram_api_url=fake_telegram.url)


@pytest.fixture
def twilio(settings: Settings, wording: Wording) -> Iterator[TwilioChannel]:
    channel = TwilioChannel(settings, wording)
    yield channel
    channel.close()


@pytest.fixture
def telegram(settings: Settings, wording: Wording) -> Iterator[TelegramChannel]:
    channel = TelegramChannel(settings, wording)
    yield channel
    channel.close()


@pytest.fixture
def channels(twilio: TwilioChannel, telegram: TelegramChannel) -> dict[str, Channel]:
    return {"whatsapp": twilio, "sms": twilio, "telegram": telegram}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Until tests/conftest.py has one for both engines."""
    return f"sqlite:///{tmp_path / 'helpline.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, Cipher(make_key()), pool_size=8)
    migrate(database)
    yield database
    database.close()
