"""One way to take the next row of a queue table: rows of a conversation in order, and one at a time."""

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, and_, exists, or_, select, update

from helpline.storage.database import Transaction

NEW = "new"
RUNNING = "running"


def claim_next(tx: Transaction, queue: Table, *, lease: timedelta) -> Any | None:
    """The oldest row that may be worked on now, leased to the caller under a fresh token, or None.

    A row may be worked on when it is new and due, or when the lease of whoever had it has run out, and when no earlier
    row of its conversation is unfinished. On PostgreSQL rows that others look at are skipped.
    """
    earlier = queue.alias("earlier")
    free = or_(queue.c.state == NEW, and_(queue.c.state == RUNNING, queue.c.lease_until < tx.now))
    first = ~exists().where(
        earlier.c.conversation_id == queue.c.conversation_id,
        earlier.c.state.in_((NEW, RUNNING)),
        earlier.c.id < queue.c.id,
    )
    candidate = (
        select(queue.c.id)
        .where(free, queue.c.available_at <= tx.now, first)
        .order_by(queue.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = tx.execute(candidate).scalar()
    if found is None:
        return None
    return tx.execute(
        update(queue)
        .where(queue.c.id == found)
        .values(
            state=RUNNING,
            attempts=queue.c.attempts + 1,
            lease=str(uuid.uuid4()),
            lease_until=tx.now + lease,
        )
        .returning(*queue.c)
    ).one()


def holds_lease(tx: Transaction, queue: Table, row_id: int, lease: str) -> bool:
    """Whether the row is still the caller's; a slow worker whose lease ran out must throw its work away."""
    found = tx.execute(
        select(queue.c.lease).where(queue.c.id == row_id, queue.c.state == RUNNING).with_for_update()
    ).scalar()
    return found == lease


def give_back(tx: Transaction, queue: Table, row_id: int, lease: str, *, delay: timedelta) -> None:
    """The row is tried again after `delay`."""
    tx.execute(
        update(queue)
        .where(queue.c.id == row_id, queue.c.lease == lease)
        .values(state=NEW, lease=None, lease_until=None, available_at=tx.now + delay)
    )


def seconds_until_due(tx: Transaction, queue: Table) -> float | None:
    """How long until the next row may be due, or None when the queue has none."""
    due = tx.execute(
        select(queue.c.available_at, queue.c.lease_until, queue.c.state)
        .where(queue.c.state.in_((NEW, RUNNING)))
        .order_by(queue.c.available_at)
        .limit(1)
    ).one_or_none()
    if due is None:
        return None
    moment = due.lease_until if due.state == RUNNING and due.lease_until else due.available_at
    return max(0.0, float((moment - tx.now).total_seconds()))
