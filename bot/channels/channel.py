"""The contract of a channel.

To add one: a module here with these methods, real payloads in `tests/payloads/<channel>/`, an entry in `bot/wiring.py`,
and its line in `tests/channels/test_contract.py`; `docs/adding-a-channel.md` goes through it. Rules of the helpline do
not belong here. How sending fails is told in `helpline.domain.sending`, how fetching in `helpline.domain.fetching`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from helpline.domain.chat_events import Block, GroupNotice
from helpline.domain.fetching import Fetcher
from helpline.domain.messages import IncomingMessage
from helpline.domain.sending import Receipt, Sender

Event = IncomingMessage | Receipt | Block | GroupNotice


@dataclass(frozen=True)
class WebhookRequest:
    """A provider's request as it arrived. `path` has the query string; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class WebhookReply:
    """What the provider wants to read in our 200."""

    media_type: str
    body: bytes


class WebhookRefused(Exception):
    """The request is not from the provider: 403, and nothing is stored."""


class WebhookMalformed(Exception):
    """The request is from the provider, but cannot be read: 400."""


class Channel(Sender, Fetcher, Protocol):
    """`names` are the values of IncomingMessage.channel served here; `paths` are where the provider posts."""

    @property
    def names(self) -> Sequence[str]: ...

    @property
    def paths(self) -> Sequence[str]: ...

    def verify(self, request: WebhookRequest) -> None:
        """Raises WebhookRefused."""
        ...

    def read(self, request: WebhookRequest) -> Sequence[Event]:
        """What the request holds; empty for what is known and not supported. Raises WebhookMalformed."""
        ...

    def reply(self, request: WebhookRequest, *, was_told: bool = False) -> WebhookReply:
        """The answer to a request that was read and stored. `was_told`: this group has been told that we leave."""
        ...

    def close(self) -> None:
        """Gives connections and threads back."""
        ...
