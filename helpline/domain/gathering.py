"""When messages that a person writes in quick succession are answered together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Together they stay about as long as one long message.
MOST_MESSAGES = 10
MOST_CHARACTERS = 2000
# So many times the setting after its first message a burst is answered, even if the person still writes.
_AT_THE_LATEST = 3


@dataclass(frozen=True)
class Burst:
    """Received moments of messages that wait to be answered, the oldest first. `before` is when the person's last
    message before them came, which has been answered; None when there is none."""

    received: Sequence[datetime]
    before: datetime | None

    def waits_until(self, quiet: timedelta) -> datetime:
        """The first message after a pause is answered at once; what follows it waits until the person pauses."""
        first, last = self.received[0], self.received[-1]
        if self.before is None or first - self.before > quiet:
            return first
        return min(last + quiet, first + _AT_THE_LATEST * quiet)


def joined(texts: Sequence[str]) -> str:
    """As one message: whoever reads it sees where one ended."""
    return "\n".join(text.strip() for text in texts)
