"""The session of a signed-in staff member: an opaque cookie here, everything else in the database."""

import hmac
from dataclasses import dataclass, replace
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from helpline.domain.people import Staff
from helpline.settings import Settings
from helpline.storage import staff
from helpline.storage.database import Database
from helpline.usecases.sign_in import ABSOLUTE, IDLE, session_hash, staff_of_session


@dataclass(frozen=True)
class Session:
    """`form_token` goes into every form of the session and into nobody else's."""

    staff: Staff
    token: str
    form_token: str

    def is_own_form(self, form_token: str) -> bool:
        return hmac.compare_digest(self.form_token.encode(), form_token.encode())


def find_session(database: Database, token: str, *, keeps_alive: bool = True) -> Session | None:
    """None when it ended. What nobody asked for, such as live updates, must not keep a session alive."""
    member = None
    if token:
        member = staff_of_session(database, token) if keeps_alive else _look_up(database, token)
    return Session(member, token, _form_token(database, token)) if member else None


def token_in(request: Request[Any, Any, Any], settings: Settings) -> str:
    return request.cookies.get(_name(settings), "")


def session_cookie(settings: Settings, token: str) -> Cookie:
    """`__Host-` binds the cookie to this host and to https; without a lifetime it ends with the browser."""
    return Cookie(_name(settings), value=token, path="/", secure=settings.is_production, httponly=True, samesite="lax")


def expired_cookie(settings: Settings) -> Cookie:
    return replace(session_cookie(settings, ""), max_age=0)


def client_address(request: Request[Any, Any, Any], settings: Settings) -> str:
    """Who calls. Behind https stands our own proxy, which appends the caller's address to X-Forwarded-For."""
    forwarded = request.headers.get("x-forwarded-for", "") if settings.is_production else ""
    nearest = forwarded.rpartition(",")[2].strip()
    return nearest or (request.client.host if request.client else "")


def _name(settings: Settings) -> str:
    return "__Host-sanad" if settings.is_production else "sanad"


def _look_up(database: Database, token: str) -> Staff | None:
    with database.read() as tx:
        return staff.find_session(tx, session_hash(database, token), idle=IDLE, absolute=ABSOLUTE)


def _form_token(database: Database, token: str) -> str:
    return database.cipher.lookup_hash(f"console-form:{token}")
