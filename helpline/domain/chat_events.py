"""What providers tell us of a chat besides messages and reports."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Block:
    """A person has blocked us (`is_blocked`), or lets us write again."""

    channel: str
    address: str
    is_blocked: bool
    at: datetime


@dataclass(frozen=True)
class GroupNotice:
    """We are in a group, where everybody would read what one person asks. We say so once and leave."""

    channel: str
    address: str
