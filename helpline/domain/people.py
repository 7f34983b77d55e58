"""Staff and their roles. Whoever writes to the helpline is a person and has no account."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    CASEWORKER = "caseworker"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Staff:
    id: str
    email: str
    name: str
    role: Role
    is_active: bool = True
    language: str = "en"

    @property
    def may_see_cases(self) -> bool:
        return self.role is not Role.EDITOR

    @property
    def may_delete_media(self) -> bool:
        return self.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_release_for_others(self) -> bool:
        """Whoever has a case may be ill or gone, and the person must not wait for them."""
        return self.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)

    @property
    def may_confirm_answers(self) -> bool:
        return self.role is not Role.CASEWORKER
