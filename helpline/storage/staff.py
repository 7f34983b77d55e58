"""Staff accounts, their sessions, and counted attempts."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from helpline.domain.people import Role, Staff
from helpline.storage.database import Transaction
from helpline.storage.schema import attempts, staff, staff_sessions


def add_staff(tx: Transaction, *, email: str, name: str, role: Role, password_hash: str) -> Staff:
    """Raises sqlalchemy.exc.IntegrityError when the e-mail address is taken."""
    staff_id = str(uuid.uuid4())
    tx.execute(
        staff.insert().values(
            id=staff_id,
            email=email.strip().lower(),
            name=name,
            role=role,
            password_hash=password_hash,
            language="en",
            is_active=True,
            created_at=tx.now,
        )
    )
    return Staff(id=staff_id, email=email.strip().lower(), name=name, role=role)


def find_staff(tx: Transaction, email: str) -> tuple[Staff, str] | None:
    """The account and its password hash."""
    row = tx.execute(select(staff).where(staff.c.email == email.strip().lower())).one_or_none()
    return (_staff(row), row.password_hash) if row else None


def load_staff(tx: Transaction, staff_id: str) -> Staff | None:
    row = tx.execute(select(staff).where(staff.c.id == staff_id)).one_or_none()
    return _staff(row) if row else None


def count_staff(tx: Transaction) -> int:
    return int(tx.execute(select(func.count()).select_from(staff)).scalar_one())


def set_password_hash(tx: Transaction, staff_id: str, password_hash: str) -> None:
    tx.execute(update(staff).where(staff.c.id == staff_id).values(password_hash=password_hash))


def set_language(tx: Transaction, staff_id: str, language: str) -> None:
    tx.execute(update(staff).where(staff.c.id == staff_id).values(language=language))


def add_session(tx: Transaction, token_hash: str, staff_id: str) -> None:
    tx.execute(
        staff_sessions.insert().values(token_hash=token_hash, staff_id=staff_id, created_at=tx.now, last_seen_at=tx.now)
    )


def find_session(tx: Transaction, token_hash: str, *, idle: timedelta, absolute: timedelta) -> Staff | None:
    row = tx.execute(
        select(staff)
        .join(staff_sessions, staff_sessions.c.staff_id == staff.c.id)
        .where(
            staff_sessions.c.token_hash == token_hash,
            staff_sessions.c.last_seen_at > tx.now - idle,
            staff_sessions.c.created_at > tx.now - absolute,
            staff.c.is_active,
        )
    ).one_or_none()
    return _staff(row) if row else None


def last_seen(tx: Transaction, token_hash: str) -> datetime | None:
    statement = select(staff_sessions.c.last_seen_at).where(staff_sessions.c.token_hash == token_hash)
    return tx.execute(statement).scalar()


def touch_session(tx: Transaction, token_hash: str) -> None:
    tx.execute(update(staff_sessions).where(staff_sessions.c.token_hash == token_hash).values(last_seen_at=tx.now))


def end_session(tx: Transaction, token_hash: str) -> None:
    tx.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == token_hash))


def end_sessions_of(tx: Transaction, staff_id: str) -> None:
    tx.execute(delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id))


def count_attempts(tx: Transaction, action: str, key_hash: str, *, within: timedelta) -> int:
    statement = (
        select(func.count())
        .select_from(attempts)
        .where(attempts.c.action == action, attempts.c.key_hash == key_hash, attempts.c.at > tx.now - within)
    )
    return int(tx.execute(statement).scalar_one())


def note_attempt(tx: Transaction, action: str, key_hash: str) -> None:
    tx.execute(attempts.insert().values(action=action, key_hash=key_hash, at=tx.now))


def forget_attempts(tx: Transaction, action: str, key_hash: str) -> None:
    tx.execute(delete(attempts).where(attempts.c.action == action, attempts.c.key_hash == key_hash))


def _staff(row: Any) -> Staff:
    return Staff(
        id=row.id, email=row.email, name=row.name, role=Role(row.role), is_active=row.is_active, language=row.language
    )
