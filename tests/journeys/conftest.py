"""Everything real: Rasa with the trained model, the action server, the bot; the providers are local fakes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import telegram as telegram_fake
from tests.fakes import twilio as twilio_fake
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio
from tests.journeys.people import WebPerson
from tests.postgresql import PostgresServer
from tests.running import RunningHelpline


@pytest.fixture(scope="package")
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


@pytest.fixture(scope="package")
def telegram() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def helpline(
    request: pytest.FixtureRequest,
    model_path: Path,
    twilio: FakeTwilio,
    telegram: FakeTelegram,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningHelpline]:
    """On SQLite the worker is inside the bot, on PostgreSQL it is a process of its own."""
    is_postgresql = request.param == "postgresql"
    database_url = ""
    if is_postgresql:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        database_url = server.create_database(f"journeys_{os.getpid()}")
    environment = {
        "HELPLINE_WORKER": "separate" if is_postgresql else "embedded",
        "HELPLINE_RATE_LIMITS": "off",
        "TWILIO_ACCOUNT_SID": twilio_fake.ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": twilio_fake.AUTH_TOKEN,
        "TWILIO_WHATSAPP_FROM": twilio_fake.WHATSAPP_FROM,
        "TWILIO_SMS_FROM": twilio_fake.SMS_FROM,
        "TWILIO_API_URL": twilio.url,
        "TELEGRAM_BOT_TOKEN": telegram_fake.TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": telegram_fake.SECRET,
        "TELEGRAM_API_URL": telegram.url,
    }
    directory = tmp_path_factory.mktemp("helpline")
    with RunningHelpline(model_path, directory, database_url=database_url, environment=environment) as running:
        yield running


@pytest.fixture
def web_person(helpline: RunningHelpline) -> WebPerson:
    return WebPerson(helpline.url)
