"""Messages received and not yet handled. A row exists before the provider gets its 200."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.schema import inbox

DONE = "done"
DEAD = "dead"
# Longer than the brain's time limit plus everything around it; a killed worker's message waits this long.
TURN_LEASE = timedelta(seconds=20)


@dataclass(frozen=True)
class Claim:
    """An inbox row leased to this worker."""

    id: int
    conversation_id: str
    message_id: str
    lease: str
    attempts: int
    received_at: datetime


def is_known(tx: Transaction, channel: str, provider_id: str) -> bool:
    statement = select(inbox.c.id).where(inbox.c.channel == channel, inbox.c.provider_id == provider_id)
    return tx.execute(statement).scalar() is not None


def add(tx: Transaction, *, conversation_id: str, message_id: str, channel: str, provider_id: str) -> None:
    """Raises sqlalchemy.exc.IntegrityError when the provider's id is already there."""
    tx.execute(
        inbox.insert().values(
            conversation_id=conversation_id,
            message_id=message_id,
            channel=channel,
            provider_id=provider_id,
            state=leases.NEW,
            attempts=0,
            available_at=tx.now,
            received_at=tx.now,
        )
    )
    tx.ring("inbox")


def claim(tx: Transaction) -> Claim | None:
    row = leases.claim_next(tx, inbox, lease=TURN_LEASE)
    if row is None:
        return None
    return Claim(row.id, row.conversation_id, row.message_id, row.lease, row.attempts, row.received_at)


def holds(tx: Transaction, claimed: Claim) -> bool:
    return leases.holds_lease(tx, inbox, claimed.id, claimed.lease)


def finish(tx: Transaction, claimed: Claim, *, state: str = DONE) -> None:
    """`state` is DEAD when the message went to a person because it could not be handled."""
    tx.execute(update(inbox).where(inbox.c.id == claimed.id).values(state=state, lease=None, handled_at=tx.now))
    tx.ring("inbox")


def try_again_later(tx: Transaction, claimed: Claim, delay: timedelta) -> None:
    leases.give_back(tx, inbox, claimed.id, claimed.lease, delay=delay)
