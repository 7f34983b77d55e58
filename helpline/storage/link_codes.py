"""Codes that wait to be written in a person's other chat, and then to be confirmed where they came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from helpline.domain.link_codes import MOST_WRONG, VALID, WRONG_COUNT_FOR, new_code
from helpline.storage.database import Transaction
from helpline.storage.schema import attempts, link_codes
from helpline.storage.staff import count_attempts, forget_attempts, note_attempt

_WRONG = "link_code"


@dataclass(frozen=True)
class Written:
    """In which conversation a code was written, and when."""

    conversation_id: str
    at: datetime


def issue(tx: Transaction, conversation_id: str) -> str:
    """In place of an earlier one."""
    take(tx, conversation_id)
    code = _free_code(tx)
    tx.execute(
        link_codes.insert().values(
            conversation_id=conversation_id, code_hash=_hash(tx, code), expires_at=tx.now + VALID, created_at=tx.now
        )
    )
    return code


def issued_in(tx: Transaction, code: str) -> str | None:
    """The conversation that a code came from, while the code is good and unused."""
    return tx.execute(
        select(link_codes.c.conversation_id).where(
            link_codes.c.code_hash == _hash(tx, code),
            link_codes.c.written_in.is_(None),
            link_codes.c.expires_at > tx.now,
        )
    ).scalar()


def use(tx: Transaction, code: str, conversation_id: str) -> bool:
    """Once only: False when it was used meanwhile or is too old. From now the person has time to confirm."""
    used = tx.execute(
        update(link_codes)
        .where(
            link_codes.c.code_hash == _hash(tx, code),
            link_codes.c.written_in.is_(None),
            link_codes.c.expires_at > tx.now,
        )
        .values(written_in=conversation_id, expires_at=tx.now + VALID)
    )
    return used.rowcount == 1


def find_written(tx: Transaction, conversation_id: str) -> Written | None:
    """Where this conversation's code was written, while it may still be answered."""
    row = tx.execute(
        select(link_codes.c.written_in, link_codes.c.expires_at).where(
            link_codes.c.conversation_id == conversation_id,
            link_codes.c.written_in.is_not(None),
            link_codes.c.expires_at > tx.now,
        )
    ).one_or_none()
    return Written(row.written_in, row.expires_at - VALID) if row else None


def take(tx: Transaction, conversation_id: str) -> bool:
    """The code that came from there is gone; returns whether it was still there."""
    return tx.execute(delete(link_codes).where(link_codes.c.conversation_id == conversation_id)).rowcount == 1


def is_barred(tx: Transaction, conversation_id: str) -> bool:
    """Too many wrong codes were written there."""
    return count_attempts(tx, _WRONG, conversation_id, within=WRONG_COUNT_FOR) >= MOST_WRONG


def note_wrong(tx: Transaction, conversation_id: str) -> None:
    note_attempt(tx, _WRONG, conversation_id)


def forget_wrong(tx: Transaction, conversation_ids: Iterable[str]) -> None:
    for conversation_id in conversation_ids:
        forget_attempts(tx, _WRONG, conversation_id)


def forget_old(tx: Transaction) -> None:
    """Codes, and wrong ones, whose time is over."""
    tx.execute(delete(link_codes).where(link_codes.c.expires_at < tx.now))
    tx.execute(delete(attempts).where(attempts.c.action == _WRONG, attempts.c.at < tx.now - WRONG_COUNT_FOR))


def withdraw(tx: Transaction, conversation_id: str) -> bool:
    """Whatever this conversation has to do with; returns whether there was something."""
    of_conversation = or_(link_codes.c.conversation_id == conversation_id, link_codes.c.written_in == conversation_id)
    return tx.execute(delete(link_codes).where(of_conversation, link_codes.c.expires_at > tx.now)).rowcount > 0


def _free_code(tx: Transaction) -> str:
    while True:
        code = new_code()
        found = tx.execute(select(link_codes.c.code_hash).where(link_codes.c.code_hash == _hash(tx, code)))
        if found.scalar() is None:
            return code


def _hash(tx: Transaction, code: str) -> str:
    return tx.cipher.lookup_hash(f"link-code:{code}")
