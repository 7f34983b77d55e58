"""WhatsApp takes free text for 24 hours after the person's last message; afterwards only approved templates."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)
# The address of a person who is known by a number; WhatsApp may give an opaque id instead.
_WINDOWED = "whatsapp"


@dataclass(frozen=True)
class Window:
    """`refused_at` is when the provider said that it is over, which counts until the person writes again;
    `noted_at` is when the person was last told that a message waits."""

    channel: str
    last_received_at: datetime | None = None
    refused_at: datetime | None = None
    noted_at: datetime | None = None

    @property
    def has_limit(self) -> bool:
        return self.channel == _WINDOWED

    @property
    def closes_at(self) -> datetime | None:
        """None where nothing ever closes, and where the person has not written yet."""
        return self.last_received_at + WINDOW if self.has_limit and self.last_received_at else None

    def is_open(self, now: datetime) -> bool:
        if not self.has_limit:
            return True
        return self.closes_at is not None and now < self.closes_at and not self._after_last(self.refused_at)

    @property
    def is_noted(self) -> bool:
        """Once per window: a second note would only annoy, and costs money."""
        return self._after_last(self.noted_at)

    def _after_last(self, moment: datetime | None) -> bool:
        return moment is not None and (self.last_received_at is None or moment >= self.last_received_at)


def is_phone_number(address: str) -> bool:
    """Whether an SMS can go there as well."""
    return address.startswith("+") and address[1:].isascii() and address[1:].isdigit()
