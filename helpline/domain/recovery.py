"""Messages that a provider has and whose webhook never reached us: which time is looked through, and in which order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpline.domain.messages import IncomingMessage

# A webhook may still be on its way, and it says more than the list does.
GRACE = timedelta(minutes=2)
# Some are listed a little later than their time says.
OVERLAP = timedelta(minutes=10)
# On a first start, and at most after a long silence: older questions were answered elsewhere or not at all.
FIRST_LOOK_BACK = timedelta(hours=2)
LONGEST_LOOK_BACK = timedelta(hours=24)
_STEP = timedelta(hours=1)


@dataclass(frozen=True)
class Heard:
    """A message as the provider lists it."""

    message: IncomingMessage
    sent_at: datetime


# Everything between two moments, in any order. Raises SendFailed and its kinds.
ListHeard = Callable[[datetime, datetime], Sequence[Heard]]


def steps(since: datetime | None, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """`since` is how far an earlier look came. One step after the other, so that no list grows without bound."""
    until = now - GRACE
    begin = until - FIRST_LOOK_BACK if since is None else since - OVERLAP
    begin = max(begin, until - LONGEST_LOOK_BACK)
    while begin < until:
        end = min(begin + _STEP, until)
        yield begin, end
        begin = end
