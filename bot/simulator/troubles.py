"""Errors on demand, by the names that the page uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.simulator.reactions import Break, Refuse

# Longer than the bot's clients wait for an answer.
HANGS_FOR_SECONDS = 8.0


@dataclass(frozen=True)
class Undelivered:
    """Taken well, and reported as lost later."""

    status: str
    code: int


@dataclass(frozen=True)
class Trouble:
    name: str
    reaction: Refuse | Break | Undelivered


_TWILIO: Mapping[str, Refuse | Break | Undelivered] = {
    "too_many": Refuse(429, 20429, "Too Many Requests", retry_after=3),
    "broken": Refuse(500, 20500, "Internal Server Error"),
    "no_answer_delivered": Break(takes_message=True, hangs_for=HANGS_FOR_SECONDS, status=500),
    "no_answer_lost": Break(takes_message=False, hangs_for=HANGS_FOR_SECONDS, status=500),
    "opted_out": Refuse(400, 21610, "Attempt to send to unsubscribed recipient"),
    "unreachable": Undelivered("undelivered", 30003),
}
_TELEGRAM: Mapping[str, Refuse | Break | Undelivered] = {
    "too_many": Refuse(429, description="Too Many Requests: retry after 5", retry_after=5),
    "broken": Refuse(502, description="Bad Gateway"),
    "no_answer_delivered": Break(takes_message=True, hangs_for=HANGS_FOR_SECONDS, status=502),
    "no_answer_lost": Break(takes_message=False, hangs_for=HANGS_FOR_SECONDS, status=502),
    "blocked": Refuse(403, description="Forbidden: bot was blocked by the user"),
}
OUTSIDE_WINDOW = Undelivered("failed", 63016)


def troubles_of(channel: str) -> Mapping[str, Refuse | Break | Undelivered]:
    if channel == "telegram":
        return _TELEGRAM
    return {**_TWILIO, "outside_window": OUTSIDE_WINDOW} if channel == "whatsapp" else _TWILIO


def find_trouble(channel: str, name: str) -> Trouble | None:
    reaction = troubles_of(channel).get(name)
    return Trouble(name, reaction) if reaction else None
