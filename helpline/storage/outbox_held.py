"""Messages that are held: until WhatsApp takes free text again, or for a phone that was off."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.outbox import DONE, HELD, PHONE_OFF, WAITING, OutboxClaim
from helpline.storage.schema import outbox


def wait_for_person(tx: Transaction, claimed: OutboxClaim) -> None:
    """Held back until the person writes again."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == claimed.id, outbox.c.lease == claimed.lease)
        .values(state=WAITING, error_code="window_closed", lease=None, lease_until=None)
    )
    tx.ring(f"conversation:{claimed.conversation_id}")
    tx.ring("outbox")


def release_waiting(tx: Transaction, conversation_id: str) -> None:
    """The person wrote: what waited goes out, in its order and before anything newer."""
    _release(tx, outbox.c.conversation_id == conversation_id, outbox.c.state.in_(HELD))


def release_due(tx: Transaction) -> int:
    """What was held for a phone that was off, and is due; returns how many messages."""
    return _release(tx, outbox.c.state == PHONE_OFF, outbox.c.available_at <= tx.now)


def _release(tx: Transaction, *conditions: ColumnElement[bool]) -> int:
    released = tx.execute(
        update(outbox)
        .where(*conditions)
        .values(state=leases.NEW, error_code="", available_at=tx.now, released_at=tx.now)
        .returning(outbox.c.conversation_id)
    )
    found = released.scalars().all()
    for conversation_id in set(found):
        tx.ring(f"conversation:{conversation_id}")
    if found:
        tx.ring("outbox")
    return len(found)


def was_released(tx: Transaction, conversation_id: str, at: datetime) -> bool:
    """Whether the message that came in at this moment let something go."""
    statement = select(outbox.c.id).where(outbox.c.conversation_id == conversation_id, outbox.c.released_at == at)
    return tx.execute(statement.limit(1)).scalar() is not None


def hold_for_phone(tx: Transaction, message_id: str, error_code: str, delay: timedelta) -> bool:
    """What the provider had taken and could not bring to the phone; once only for each message."""
    held = tx.execute(
        update(outbox)
        .where(outbox.c.message_id == message_id, outbox.c.state.in_(DONE), outbox.c.released_at.is_(None))
        .values(state=PHONE_OFF, error_code=error_code, available_at=tx.now + delay, sent_at=None)
    )
    return held.rowcount == 1
