"""Puts the gateway's parts together, once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.brain_client import BrainClient
from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from helpline.content.countries import read_countries
from helpline.content.phrases import read_phrases
from helpline.content.safeguarding import read_safeguarding
from helpline.content.topics import read_topics
from helpline.content.wording import read_commands, read_wording
from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.language_identification import LanguageIdentifier
from helpline.services import Services
from helpline.settings import Settings
from helpline.storage.database import Database
from helpline.usecases.prepare import open_database


@dataclass(frozen=True)
class Gateway:
    """Everything that handlers and workers of this process share."""

    settings: Settings
    database: Database
    services: Services
    brain: BrainClient
    channels: Mapping[str, Channel]

    def close(self) -> None:
        self.brain.close()
        self.database.close()


def make_gateway(settings: Settings) -> Gateway:
    """Raises SettingsError or ContentError when this process should not start."""
    database = open_database(settings)
    brain = BrainClient(settings.brain_url, settings.brain_token, settings.brain_timeout_seconds)
    services = Services(
        database=database,
        wording=read_wording(settings.helpline_content_dir),
        commands=read_commands(settings.helpline_content_dir),
        screen=read_safeguarding(settings.helpline_content_dir),
        topics=read_topics(settings.helpline_content_dir),
        countries=read_countries(settings.helpline_content_dir),
        identifier=make_identifier(settings.helpline_phrases_dir),
        brain=brain,
    )
    return Gateway(settings, database, services, brain, make_channels(settings, services))


def make_identifier(phrases_dir: Path) -> LanguageIdentifier:
    phrases = read_phrases(phrases_dir)
    return LanguageIdentifier(LanguageClassifier({code: [text for _, text in found] for code, found in phrases.items()}))


def make_channels(settings: Settings, services: Services) -> dict[str, Channel]:
    """By the name that messages carry; only those that are configured."""
    found: list[Channel] = []
    if settings.twilio_is_configured:
        found.append(TwilioChannel(settings, services.wording))
    if settings.telegram_is_configured:
        found.append(TelegramChannel(settings, services.wording))
    return {name: channel for channel in found for name in channel.names}
