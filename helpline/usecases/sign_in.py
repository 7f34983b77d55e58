"""Staff sign in: throttled, with an opaque session whose hash alone is stored."""

import secrets
from datetime import timedelta

from helpline.domain.people import Staff
from helpline.errors import InvalidInput, TooManyAttempts
from helpline.storage import staff
from helpline.storage.database import Database
from helpline.usecases.passwords import is_right

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_WINDOW = timedelta(minutes=15)
_MOST_PER_ACCOUNT = 8
_MOST_PER_ADDRESS = 30


def sign_in(database: Database, email: str, password: str, client: str) -> tuple[Staff, str]:
    """The account and the session's token. Raises InvalidInput when either is wrong, TooManyAttempts when throttled.

    `client` is the caller's network address, counted as a keyed hash.
    """
    keys = _keys(database, email, client)
    with database.read() as tx:
        for key, most in keys:
            if staff.count_attempts(tx, "sign_in", key, within=_WINDOW) >= most:
                raise TooManyAttempts(
                    "Too many tries. Wait 15 minutes.", retry_after_seconds=int(_WINDOW.total_seconds())
                )
        found = staff.find_staff(tx, email)
    account, password_hash = found if found else (None, None)
    if not is_right(password_hash, password) or account is None or not account.is_active:
        with database.write() as tx:
            for key, _ in keys:
                staff.note_attempt(tx, "sign_in", key)
        raise InvalidInput("The e-mail address or the password is wrong.")
    token = secrets.token_urlsafe(32)
    with database.write() as tx:
        staff.forget_attempts(tx, "sign_in", keys[0][0])
        staff.add_session(tx, session_hash(database, token), account.id)
    return account, token


def staff_of_session(database: Database, token: str) -> Staff | None:
    """Whom the session belongs to, or None when it ended. Using it keeps it alive."""
    hashed = session_hash(database, token)
    with database.read() as tx:
        found = staff.find_session(tx, hashed, idle=IDLE, absolute=ABSOLUTE)
        seen = staff.last_seen(tx, hashed)
        is_stale = seen is not None and tx.now - seen > timedelta(minutes=1)
    if found and is_stale:
        with database.write() as tx:
            staff.touch_session(tx, hashed)
    return found


def sign_out(database: Database, token: str) -> None:
    with database.write() as tx:
        staff.end_session(tx, session_hash(database, token))


def session_hash(database: Database, token: str) -> str:
    return database.cipher.lookup_hash(f"staff-session:{token}")


def _keys(database: Database, email: str, client: str) -> list[tuple[str, int]]:
    return [
        (database.cipher.lookup_hash(f"account:{email.strip().lower()}"), _MOST_PER_ACCOUNT),
        (database.cipher.lookup_hash(f"client:{client}"), _MOST_PER_ADDRESS),
    ]
