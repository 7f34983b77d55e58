"""Passwords of staff: argon2id, with the library's current parameters."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from helpline.errors import InvalidInput

_HASHER = PasswordHasher()
SHORTEST = 12
# Compared when the account does not exist, so that both cases take as long.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$V0CF0Jz3Cu3kXBL+5qP3nbrcZhv1j8VLWgcgDxkLk0A"


def hash_password(password: str) -> str:
    """Raises InvalidInput for a short one."""
    if len(password) < SHORTEST:
        raise InvalidInput(f"A password needs at least {SHORTEST} characters.")
    return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
