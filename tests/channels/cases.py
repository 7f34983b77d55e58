"""Each channel with its fake provider behind the same few words, so that one test can hold for all."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.channels.channel import Channel, WebhookRequest
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio import TwilioChannel
from bot.simulator.rules_twilio import TwilioMessage
from helpline.content.wording import Wording
from helpline.settings import Settings
from tests.channels.people import ADDRESSES, CHAT_ID, PAYLOADS, telegram_request, twilio_request
from tests.fakes.script import Break, Refuse, Script
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio

RATE_LIMITED = {"twilio": Refuse(429, 20429), "telegram": Refuse(429, description="Too Many Requests", retry_after=7)}
REFUSED = {"twilio": Refuse(400, 63013), "telegram": Refuse(400, description="Bad Request: can't parse entities")}
WRONG_TOKEN = {"twilio": Refuse(401, 20003), "telegram": Refuse(401, description="Unauthorized")}

# Every channel and both engines, but not each with each: to the database all channels are alike.
CHANNELS_AND_ENGINES = pytest.mark.parametrize(
    ("case", "database_url"),
    [("whatsapp", "sqlite"), ("sms", "sqlite"), ("telegram", "sqlite"), ("whatsapp", "postgresql")],
    indirect=True,
)


@dataclass(frozen=True)
class Shown:
    """What arrived on a person's phone."""

    text: str
    buttons: Sequence[str]


@dataclass(frozen=True)
class Case:
    """`name` is the channel's name in messages, `provider` its folder of payloads."""

    name: str
    provider: str
    channel: Channel
    fake: FakeTwilio | FakeTelegram

    @property
    def address(self) -> str:
        return ADDRESSES[self.name]

    @property
    def script(self) -> Script:
        return self.fake.script

    def another(self, settings: Settings, wording: Wording) -> Channel:
        """The same channel with other settings."""
        if self.provider == "telegram":
            return TelegramChannel(settings, wording)
        return TwilioChannel(settings, wording)

    def request(self, body: bytes) -> WebhookRequest:
        return telegram_request(body) if self.provider == "telegram" else twilio_request(body)

    def payloads(self) -> dict[str, bytes]:
        return {path.stem: path.read_bytes() for path in sorted((PAYLOADS / self.provider).iterdir())}

    def shown_to(self, address: str) -> list[str]:
        if isinstance(self.fake, FakeTelegram):
            return [each.text for each in self.fake.sent_to(int(address))]
        return self.fake.sent_to(f"whatsapp:{address}" if self.name == "whatsapp" else address)

    def taken(self) -> list[TwilioMessage]:
        """What Twilio took, in order."""
        assert isinstance(self.fake, FakeTwilio)
        return self.fake.messages

    def turn_lookups_off(self) -> None:
        """The next time Twilio is asked what was sent, it has no answer."""
        assert isinstance(self.fake, FakeTwilio)
        self.fake.listing.add(Break(takes_message=False, status=500))

    def shown(self) -> list[Shown]:
        if isinstance(self.fake, FakeTelegram):
            return [Shown(each.text, tuple(each.buttons)) for each in self.fake.sent_to(CHAT_ID)]
        return [Shown(text, ()) for text in self.shown_to(self.address)]

    def turn_away(self) -> None:
        """The person lets the provider send nothing more."""
        if isinstance(self.fake, FakeTelegram):
            self.fake.blocked_by.add(CHAT_ID)
        else:
            self.fake.opted_out |= {self.address, f"whatsapp:{self.address}"}

    def hang(self, seconds: float) -> None:
        self.script.add(Break(takes_message=False, hangs_for=seconds, status=500))
