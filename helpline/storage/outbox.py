"""Messages to send. Stored in the same transaction as the turn that made them; sent in order per conversation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, exists, select, update

from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.schema import inbox, outbox, outbox_parts

# Provider states, in the order in which they may only rise.
RANK = {
    "new": 0,
    "running": 1,
    "waiting": 1,
    "phone_off": 1,
    "unknown": 2,
    "sent": 3,
    "delivered": 4,
    "read": 5,
    "failed": 6,
    "cancelled": 6,
}
# Until the person writes again: WhatsApp takes no free text now. Nobody works on it, and it holds nothing up.
WAITING = "waiting"
# The provider could not reach the phone: until the person writes, or some time has passed. It holds nothing up either.
PHONE_OFF = "phone_off"
HELD = (WAITING, PHONE_OFF)
CANCELLED = "cancelled"
DONE = ("unknown", "sent", "delivered", "read", "failed")
# Longer than any provider call's time limit.
SEND_LEASE = timedelta(seconds=45)


@dataclass(frozen=True)
class OutboxClaim:
    """An outbox row leased to this sender."""

    id: int
    conversation_id: str
    message_id: str
    channel: str
    epoch: int
    lease: str
    attempts: int
    created_at: datetime
    despite_stop: bool = False
    released_at: datetime | None = None

    @property
    def due_since(self) -> datetime:
        """From when on it could have been sent."""
        return self.released_at or self.created_at


def add(
    tx: Transaction,
    *,
    conversation_id: str,
    message_id: str,
    channel: str,
    epoch: int,
    state: str,
    despite_stop: bool = False,
) -> None:
    """`state` is `new`, or `sent` for channels whose people fetch their messages. `despite_stop`: an answer to what the
    person wrote, which goes out although they said STOP before."""
    tx.execute(
        outbox.insert().values(
            conversation_id=conversation_id,
            message_id=message_id,
            channel=channel,
            epoch=epoch,
            state=state,
            attempts=0,
            available_at=tx.now,
            despite_stop=despite_stop,
            created_at=tx.now,
            sent_at=tx.now if state == "sent" else None,
        )
    )
    tx.ring("outbox")


def claim(tx: Transaction) -> OutboxClaim | None:
    row = leases.claim_next(tx, outbox, lease=SEND_LEASE)
    if row is None:
        return None
    return OutboxClaim(
        id=row.id,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        channel=row.channel,
        epoch=row.epoch,
        lease=row.lease,
        attempts=row.attempts,
        created_at=row.created_at,
        despite_stop=row.despite_stop,
        released_at=row.released_at,
    )


def is_overtaking(tx: Transaction, claimed: OutboxClaim) -> bool:
    """Whether an earlier message of the conversation is due again that still waited when this one was claimed."""
    earlier = (outbox.c.conversation_id == claimed.conversation_id, outbox.c.id < claimed.id)
    is_open = outbox.c.state.in_((leases.NEW, leases.RUNNING))
    return tx.execute(select(outbox.c.id).where(*earlier, is_open).limit(1)).scalar() is not None


def hold_on(tx: Transaction, claimed: OutboxClaim) -> bool:
    """Renews the lease and locks the row; False when it is somebody else's by now, or was erased."""
    renewed = tx.execute(
        update(outbox)
        .where(outbox.c.id == claimed.id, outbox.c.lease == claimed.lease)
        .values(lease_until=tx.now + SEND_LEASE)
    )
    return renewed.rowcount == 1


def finish(tx: Transaction, claimed: OutboxClaim, *, state: str, error_code: str = "") -> None:
    tx.execute(
        update(outbox)
        .where(outbox.c.id == claimed.id, outbox.c.lease == claimed.lease)
        .values(state=state, error_code=error_code, lease=None, sent_at=tx.now)
    )
    tx.ring(f"conversation:{claimed.conversation_id}")
    tx.ring("outbox")


def try_again_later(tx: Transaction, claimed: OutboxClaim, delay: timedelta, error_code: str) -> None:
    leases.give_back(tx, outbox, claimed.id, claimed.lease, delay=delay)
    tx.execute(update(outbox).where(outbox.c.id == claimed.id).values(error_code=error_code))


def postpone(tx: Transaction, claimed: OutboxClaim, seconds: float) -> None:
    """It was not its turn yet: no try that counts."""
    tx.execute(
        update(outbox)
        .where(outbox.c.id == claimed.id, outbox.c.lease == claimed.lease)
        .values(
            state=leases.NEW,
            attempts=claimed.attempts - 1,
            lease=None,
            lease_until=None,
            available_at=tx.now + timedelta(seconds=seconds),
        )
    )


def lock(tx: Transaction, message_id: str) -> None:
    """Whoever changes a message's parts locks its row first, so that sender and receipts do not block each other."""
    tx.execute(select(outbox.c.id).where(outbox.c.message_id == message_id).with_for_update())


def go_on(tx: Transaction, message_id: str) -> None:
    """What its sender waited for is known: nothing keeps the message from being worked on now."""
    tx.execute(
        update(outbox)
        .where(outbox.c.message_id == message_id, outbox.c.state == leases.NEW)
        .values(available_at=tx.now)
    )
    tx.ring("outbox")


def raise_state(tx: Transaction, message_id: str, state: str, error_code: str = "") -> str | None:
    """After a delivery receipt; a finished message's state moves only upward. The conversation, if the state is new."""
    row = tx.execute(
        select(outbox.c.id, outbox.c.state, outbox.c.conversation_id).where(outbox.c.message_id == message_id)
    ).one_or_none()
    if row is None or row.state in (leases.NEW, leases.RUNNING, *HELD) or RANK[state] <= RANK[row.state]:
        return None
    tx.execute(update(outbox).where(outbox.c.id == row.id).values(state=state, error_code=error_code))
    tx.ring(f"conversation:{row.conversation_id}")
    return str(row.conversation_id)


def depth(tx: Transaction) -> dict[str, int]:
    """Unfinished rows of both queues, for metrics."""
    found = {}
    for name, table in (("inbox", inbox), ("outbox", outbox)):
        rows = tx.execute(select(table.c.id).where(table.c.state.in_((leases.NEW, leases.RUNNING)))).all()
        found[name] = len(rows)
    return found


def take_back(tx: Transaction, message_id: str) -> bool:
    """What the provider had taken and then did not send is due again; False while somebody works on it."""
    taken = tx.execute(
        update(outbox)
        .where(outbox.c.message_id == message_id, outbox.c.state.in_(DONE))
        .values(state=leases.NEW, available_at=tx.now, sent_at=None)
    )
    if taken.rowcount:
        tx.ring("outbox")
    return taken.rowcount == 1


def conversation_of(tx: Transaction, message_id: str) -> str:
    return str(tx.execute(select(outbox.c.conversation_id).where(outbox.c.message_id == message_id)).scalar_one())


def state_of(tx: Transaction, message_id: str) -> str:
    return str(tx.execute(select(outbox.c.state).where(outbox.c.message_id == message_id)).scalar_one())


def list_unfinished(tx: Transaction, conversation_id: str) -> Sequence[str]:
    """The ids of messages that are to be sent, or may be under way."""
    return tx.execute(select(outbox.c.message_id).where(*_unfinished(conversation_id))).scalars().all()


def _unfinished(conversation_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        outbox.c.conversation_id == conversation_id,
        outbox.c.state.in_((leases.NEW, leases.RUNNING, *HELD)),
    )


def cancel_unfinished(
    tx: Transaction, conversation_id: str, error_code: str, *, but: Collection[str] = frozenset()
) -> None:
    """Nothing of it is sent any more, except messages with the ids `but`. A part that is under way at this moment may
    arrive; the next is not begun."""
    is_begun = exists().where(outbox_parts.c.message_id == outbox.c.message_id)
    tx.execute(
        update(outbox)
        .where(*_unfinished(conversation_id), outbox.c.message_id.not_in(but))
        .values(state=case((is_begun, "unknown"), else_=CANCELLED), error_code=error_code, lease=None, sent_at=tx.now)
    )
    tx.ring(f"conversation:{conversation_id}")
    tx.ring("outbox")
