"""Puts the gateway's parts together, once per process."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.brain_client import BrainClient
from bot.channels.channel import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from bot.simulator.simulation import Simulation, simulate
from bot.transcriber import transcriber_for
from helpline.services import Services, make_services
from helpline.settings import Settings
from helpline.storage.database import Database
from helpline.usecases.fetch_media import MediaDesk
from helpline.usecases.prepare import open_database


@dataclass(frozen=True)
class Gateway:
    """Everything that handlers and workers of this process share."""

    settings: Settings
    database: Database
    services: Services
    brain: BrainClient
    channels: Mapping[str, Channel]
    simulation: Simulation | None = None

    @property
    def media_desk(self) -> MediaDesk:
        settings = self.settings
        return MediaDesk(self.database, self.channels, settings.media_largest_bytes, transcriber_for(settings))

    def close(self) -> None:
        for channel in set(self.channels.values()):
            channel.close()
        self.brain.close()
        self.database.close()


def make_gateway(settings: Settings) -> Gateway:
    """Raises SettingsError or ContentError when this process should not start."""
    database = open_database(settings)
    settings, simulation = simulate(settings, database.cipher)
    brain = BrainClient(settings.brain_url, settings.brain_token, settings.brain_timeout_seconds)
    services = make_services(settings, database, brain)
    return Gateway(settings, database, services, brain, make_channels(settings, services), simulation)


def make_channels(settings: Settings, services: Services) -> dict[str, Channel]:
    """By the name that messages carry; only those that are configured."""
    found: list[Channel] = []
    if settings.twilio_is_configured:
        found.append(TwilioChannel(settings, services.wording))
    if settings.telegram_is_configured:
        found.append(TelegramChannel(settings, services.wording))
    return {name: channel for channel in found for name in channel.names}
