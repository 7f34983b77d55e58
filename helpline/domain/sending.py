"""What a channel promises the helpline when it sends. The channels are in `bot`, which this package never imports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from helpline.domain.messages import Choice, OutgoingMessage


@dataclass(frozen=True)
class Part:
    """What one call to the provider sends; `choices` are those that can be tapped there. `template` names a text that
    the provider approved; `text` is then what it comes to, and `language` whose version is meant. `fallback` is sent
    instead where the choices turn out not to work."""

    text: str
    choices: tuple[Choice, ...] = ()
    language: str = ""
    template: str = ""
    fallback: str = ""


@dataclass(frozen=True)
class Pace:
    """How fast a provider takes messages: to one address one a second, `at_once` of them without a pause between;
    `per_second` to all together. 0 where the provider paces by itself."""

    at_once: int = 0
    per_second: float = 0.0


class SendFailed(Exception):
    """The provider did not take the message; a later try may succeed."""

    def __init__(self, error_code: str, *, retry_in: timedelta | None = None, is_limit: bool = False) -> None:
        """`error_code` is the provider's code or an exception's class name, never a message; `is_limit` says that we
        send too fast, and `retry_in` then for how long not to."""
        super().__init__(error_code)
        self.error_code = error_code
        self.retry_in = retry_in
        self.is_limit = is_limit


class SendUnknown(SendFailed):
    """The request went out and no answer came: the message may have been sent."""


class SendGivenUp(SendFailed):
    """No further try will help: the content is refused, or the provider's rules forbid it. Staff are told."""


class WindowClosed(SendGivenUp):
    """Free text is not taken until the person writes again: the message waits for that."""


class AddressUnreachable(SendGivenUp):
    """The number is dead or its owner blocked us (`is_block`). Marked until something gets through again."""

    def __init__(self, error_code: str, *, is_block: bool = False) -> None:
        super().__init__(error_code)
        self.is_block = is_block


class PhoneOff(AddressUnreachable):
    """The phone is off or without coverage: once more later may help."""


class AddressStopped(SendGivenUp):
    """The person opted out at the provider: nothing more is sent until they write START."""


@dataclass(frozen=True)
class Receipt:
    """A delivery report: `state` is `sent`, `delivered`, `read` or `failed`, the last with its `failure`.

    `reference` is what `send` was given, so that a report also finds a message whose sending was never answered.
    """

    channel: str
    provider_id: str
    state: str
    reference: str = ""
    failure: SendGivenUp | None = None


class Sender(Protocol):
    """The sending half of a channel."""

    @property
    def pace(self) -> Pace: ...

    @property
    def can_look_up(self) -> bool:
        """Whether `find_sent` can tell that something was not sent."""
        ...

    def parts(self, channel: str, message: OutgoingMessage) -> Sequence[Part]:
        """The message rendered and cut into what one provider call sends each; always the same for one message."""
        ...

    def send(self, channel: str, address: str, part: Part, *, reference: str) -> str:
        """Sends one part within ten seconds and returns the provider's id. Raises SendFailed and its kinds."""
        ...

    def find_sent(
        self, channel: str, address: str, part: Part, *, since: datetime, known: Collection[str]
    ) -> str | None:
        """The provider's id of this part if it was sent after all; `known` are ids of others. Raises SendFailed."""
        ...
