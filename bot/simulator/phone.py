"""A simulated phone: what is on its screen, how it and its provider behave, and what the provider saw."""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.simulator.rules_twilio import TwilioMessage
from bot.simulator.troubles import Trouble

MOST_MESSAGES = 200
_MOST_LOGGED = 60
_WINDOW = timedelta(hours=24)
_TYPING_SECONDS = 5
# A message's state only rises: reports may come late and in any order.
_RANK = {"queued": 0, "sending": 1, "sent": 2, "delivered": 3, "read": 4, "undelivered": 5, "failed": 5}


@dataclass(frozen=True)
class Button:
    """`kind` is what the provider calls it: `data` on Telegram, `reply`, `list` or `url` on WhatsApp."""

    label: str
    value: str
    kind: str
    hint: str = ""


@dataclass
class Bubble:
    """`side` is person, bot, or provider for what the provider itself says. `kind` is text or what was attached.
    `opener` opens a list of buttons."""

    number: int
    side: str
    text: str
    at: datetime
    kind: str = "text"
    sid: str = ""
    status: str = ""
    error: str = ""
    is_template: bool = False
    is_edited: bool = False
    buttons: tuple[Button, ...] = ()
    opener: str = ""
    tapped: str = ""

    def rise(self, status: str, error: str = "") -> None:
        if _RANK.get(status, 0) >= _RANK.get(self.status, -1):
            self.status, self.error = status, error


@dataclass
class Logged:
    """One request between provider and bot. `is_ours` is a call of the bot's; else the provider posted."""

    number: int
    at: datetime
    is_ours: bool
    what: str
    headers: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    outcome: str = ""


@dataclass
class Conduct:
    """How the phone and its provider behave until they are told otherwise. `price` is that of one SMS segment."""

    pace: str = "usual"
    receipts: str = "normal"
    has_network: bool = True
    price: float = 0.05


@dataclass
class Phone:
    """`address` is a number, or a chat's id on Telegram. All of it lives in the event loop's thread."""

    channel: str
    address: str
    name: str
    language: str
    country: str
    on_change: Callable[[], None]
    bubbles: deque[Bubble] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))
    log: deque[Logged] = field(default_factory=lambda: deque(maxlen=_MOST_LOGGED))
    records: deque[TwilioMessage] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))
    conduct: Conduct = field(default_factory=Conduct)
    troubles: deque[Trouble] = field(default_factory=lambda: deque(maxlen=20))
    next_webhooks: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    is_opted_out: bool = False
    has_blocked: bool = False
    ahead: timedelta = timedelta()
    wrote_at: datetime | None = None
    typing_until: datetime | None = None
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    version: int = 0

    @property
    def provider_address(self) -> str:
        """As Twilio writes it."""
        return f"whatsapp:{self.address}" if self.channel == "whatsapp" else self.address

    @property
    def now(self) -> datetime:
        """By this phone's clock, which can be put forward."""
        return datetime.now(UTC) + self.ahead

    @property
    def window_left(self) -> timedelta:
        """How long WhatsApp still takes free text."""
        if self.wrote_at is None:
            return timedelta()
        return max(timedelta(), self.wrote_at + _WINDOW - self.now)

    @property
    def is_typed_to(self) -> bool:
        return self.typing_until is not None and self.now < self.typing_until

    def changed(self) -> None:
        self.version += 1
        self.on_change()

    def show(self, side: str, text: str, **more: object) -> Bubble:
        bubble = Bubble(next(self.numbers), side, text, self.now, **more)  # type: ignore[arg-type]
        self.bubbles.append(bubble)
        if side == "bot":
            self.typing_until = None
        self.changed()
        return bubble

    def type(self) -> None:
        self.typing_until = self.now + timedelta(seconds=_TYPING_SECONDS)
        self.changed()

    def find(self, number: int) -> Bubble | None:
        return next((bubble for bubble in self.bubbles if bubble.number == number), None)

    def find_sid(self, sid: str) -> Bubble | None:
        return next((bubble for bubble in self.bubbles if bubble.sid == sid), None)

    def note(
        self,
        what: str,
        *,
        is_ours: bool,
        headers: Iterable[tuple[str, str]] = (),
        fields: Iterable[tuple[str, str]] = (),
        outcome: str = "",
    ) -> Logged:
        entry = Logged(next(self.numbers), self.now, is_ours, what, tuple(headers), tuple(fields), outcome)
        self.log.append(entry)
        self.changed()
        return entry
