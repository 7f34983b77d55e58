"""What a person allows: to be answered, to be written to later, to be learnt from. Writing to us allows the first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What the ledger notes. `ANSWER` takes everything beyond answering back; `BLOCKED` is told by the provider."""

    STOP = "stop"
    START = "start"
    BLOCKED = "blocked"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    LEARNING = "learning"


class Source(StrEnum):
    """How it came to us: written or tapped by the person, or told by the provider."""

    WORD = "word"
    CHOICE = "choice"
    PROVIDER = "provider"


@dataclass(frozen=True)
class Consent:
    """Since when a person allows more than being answered. Each is asked for and taken back on its own."""

    follow_up_since: datetime | None = None
    learning_since: datetime | None = None

    @property
    def follow_up(self) -> bool:
        return self.follow_up_since is not None

    @property
    def learning(self) -> bool:
        return self.learning_since is not None

    @property
    def is_only_answer(self) -> bool:
        return not self.follow_up and not self.learning

    @property
    def tiers(self) -> tuple[str, ...]:
        """By the names that stand in the ledger, the first always."""
        allowed = (Kind.FOLLOW_UP, self.follow_up), (Kind.LEARNING, self.learning)
        return (Kind.ANSWER.value, *(kind.value for kind, is_allowed in allowed if is_allowed))


def purge_before(now: datetime, quiet_days: int) -> datetime:
    """Conversations without a message since then lose their texts."""
    return now - timedelta(days=quiet_days)
