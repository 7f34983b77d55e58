"""What staff work on: number, priority, state and who may do what next."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

# Without letters and digits that are mistaken for each other when read aloud.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"


class Priority(IntEnum):
    """Lower comes first."""

    URGENT = 0
    HIGH = 1
    NORMAL = 2


class CaseState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True)
class Case:
    id: str
    number: str
    conversation_id: str
    topic: str
    reason: str
    priority: Priority
    state: CaseState
    opened_at: datetime
    staff_id: str | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is not CaseState.CLOSED


def new_case_number() -> str:
    """Such as `K7Q-42`: short enough to say on the telephone. The storage tries again when it is taken."""
    head = secrets.choice(_LETTERS) + secrets.choice(_DIGITS) + secrets.choice(_LETTERS)
    return f"{head}-{secrets.choice(_DIGITS)}{secrets.choice(_DIGITS)}"
