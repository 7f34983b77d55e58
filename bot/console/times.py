"""Times and spans for staff. The page's script turns times into the reader's own zone; without it they stand in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.console.sentences import Speech


@dataclass(frozen=True)
class Moment:
    """A point in time as a `<time>` element needs it."""

    iso: str
    words: str


def moment(at: datetime) -> Moment:
    utc = at.astimezone(UTC)
    return Moment(utc.isoformat(timespec="seconds").replace("+00:00", "Z"), utc.strftime("%Y-%m-%d %H:%M UTC"))


def span_in_words(say: Speech, since: datetime, now: datetime) -> str:
    """`2 min`, `1 h 10 min`, `3 days`; static/times.js counts on in the same words."""
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 1:
        return say("span_now")
    if minutes < 60:
        return say("span_minutes", minutes)
    hours, rest = divmod(minutes, 60)
    return say("span_hours", hours=str(hours), minutes=str(rest)) if hours < 24 else say("span_days", hours // 24)
