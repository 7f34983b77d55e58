"""Messages to send. Stored in the same transaction as the turn that made them; sent in order per conversation."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.schema import inbox, outbox

# Provider states, in the order in which they may only rise.
RANK = {"new": 0, "running": 1, "unknown": 2, "sent": 3, "delivered": 4, "read": 5, "failed": 6, "cancelled": 6}
# Longer than any provider call's time limit.
SEND_LEASE = timedelta(seconds=45)


@dataclass(frozen=True)
class OutboxClaim:
    """An outbox row leased to this sender; `parts_sent` says how many parts an earlier try already sent."""

    id: int
    conversation_id: str
    message_id: str
    channel: str
    lease: str
    attempts: int
    parts_sent: int


def add(tx: Transaction, *, conversation_id: str, message_id: str, channel: str, epoch: int, state: str) -> None:
    """`state` is `new`, or `sent` for channels whose people fetch their messages."""
    tx.execute(
        outbox.insert().values(
            conversation_id=conversation_id,
            message_id=message_id,
            channel=channel,
            epoch=epoch,
            state=state,
            attempts=0,
            parts_sent=0,
            available_at=tx.now,
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
        row.id, row.conversation_id, row.message_id, row.channel, row.lease, row.attempts, row.parts_sent
    )


def note_part_sent(tx: Transaction, claimed: OutboxClaim, provider_id: str) -> None:
    tx.execute(
        update(outbox)
        .where(outbox.c.id == claimed.id, outbox.c.lease == claimed.lease)
        .values(parts_sent=outbox.c.parts_sent + 1, provider_id=provider_id)
    )


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


def raise_state(tx: Transaction, channel: str, provider_id: str, state: str, error_code: str = "") -> bool:
    """A delivery receipt: moves the message's state only upward. False when we know no such message."""
    row = tx.execute(
        select(outbox.c.id, outbox.c.state, outbox.c.conversation_id)
        .where(outbox.c.channel == channel, outbox.c.provider_id == provider_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return False
    if RANK[state] > RANK[row.state]:
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(state=state, error_code=error_code))
        tx.ring(f"conversation:{row.conversation_id}")
    return True


def cancel_unsent_bot_replies(tx: Transaction, conversation_id: str, message_ids: list[str]) -> None:
    """Staff took over: what the bot said but nobody sent yet stays unsent."""
    tx.execute(
        update(outbox)
        .where(
            outbox.c.conversation_id == conversation_id,
            outbox.c.message_id.in_(message_ids),
            outbox.c.state == leases.NEW,
        )
        .values(state="cancelled")
    )


def depth(tx: Transaction) -> dict[str, int]:
    """Unfinished rows of both queues, for metrics."""
    found = {}
    for name, table in (("inbox", inbox), ("outbox", outbox)):
        rows = tx.execute(select(table.c.id).where(table.c.state.in_((leases.NEW, leases.RUNNING)))).all()
        found[name] = len(rows)
    return found
