"""What a message can be about."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpline.domain.cases import Priority

ANSWERED_GROUPS = ("rights_at_work", "recruitment", "routes", "covid", "employers", "contacts")


@dataclass(frozen=True)
class Topic:
    """`country` says whose rule counts: destination, origin, both or none."""

    name: str
    group: str
    country: str
    label: Mapping[str, str]
    about: str
    follow_ups: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL

    @property
    def has_answers(self) -> bool:
        return self.group in ANSWERED_GROUPS

    @property
    def holds_entries(self) -> bool:
        """Each of its answers stands for itself and is found by its own words."""
        return self.group == "other"

    @property
    def is_urgent(self) -> bool:
        return self.group == "urgent"
