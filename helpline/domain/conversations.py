"""Who may speak in a conversation. Owner and epoch change together, so that a slow turn can see it is late."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Owner(StrEnum):
    BOT = "bot"
    QUEUE = "queue"
    STAFF = "staff"


@dataclass(frozen=True)
class Profile:
    """What is known of a person and shapes answers. Countries are ISO 3166-1 alpha-2 codes."""

    language: str = ""
    language_source: str = ""
    country: str = ""
    origin: str = ""
    role: str = ""
    sector: str = ""

    def with_role(self, role: str) -> "Profile":
        return replace(self, role=role)

    def for_brain(self) -> dict[str, str | None]:
        return {
            "language": self.language or None,
            "country": self.country or None,
            "origin": self.origin or None,
            "role": self.role or None,
            "sector": self.sector or None,
        }


@dataclass(frozen=True)
class Conversation:
    """One person's exchange on one address. `dialogue` is what the brain needs of the past, opaque to us;
    `stopped_at` is since when the address wants no messages."""

    id: str
    person_id: str
    address_id: str
    channel: str
    owner: Owner
    epoch: int
    profile: Profile
    dialogue: dict[str, Any]
    staff_id: str | None = None
    stopped_at: datetime | None = None

    def is_unchanged_since(self, earlier: "Conversation") -> bool:
        return self.owner == earlier.owner and self.epoch == earlier.epoch
