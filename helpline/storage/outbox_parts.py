"""The calls to providers that a message takes, one row each, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from helpline.storage.database import Transaction
from helpline.storage.schema import messages, outbox_parts

SENDING = "sending"
SENT = "sent"
FAILED = "failed"
# The order in which a part's state may only rise.
RANK = {SENDING: 0, SENT: 1, "delivered": 2, "read": 3, FAILED: 4}


@dataclass(frozen=True)
class PartRecord:
    """`sending`: the call is under way or its outcome unknown; `tries` counts calls since the last refusal."""

    message_id: str
    number: int
    state: str
    tries: int
    provider_id: str | None
    begun_at: datetime

    @property
    def is_open(self) -> bool:
        return self.state == SENDING


def list_parts(tx: Transaction, message_id: str) -> Sequence[PartRecord]:
    """In order of their numbers, which begin with 0."""
    statement = select(outbox_parts).where(outbox_parts.c.message_id == message_id).order_by(outbox_parts.c.number)
    return [_record(row) for row in tx.execute(statement)]


def begin(tx: Transaction, message_id: str, number: int, channel: str, segments: int | None = None) -> None:
    """To be committed before the call to the provider. `segments` of an SMS are what it is paid by."""
    again = tx.execute(
        update(outbox_parts)
        .where(*_is(message_id, number))
        .values(state=SENDING, tries=outbox_parts.c.tries + 1, begun_at=tx.now)
    )
    if again.rowcount == 0:
        tx.execute(
            outbox_parts.insert().values(
                message_id=message_id,
                number=number,
                channel=channel,
                state=SENDING,
                tries=1,
                segments=segments,
                begun_at=tx.now,
            )
        )


def forget(tx: Transaction, message_id: str, number: int) -> None:
    """The provider surely did not take it: as if the call had not been made."""
    tx.execute(delete(outbox_parts).where(*_is(message_id, number), outbox_parts.c.state == SENDING))


def forget_failed(tx: Transaction, message_id: str) -> None:
    """What the provider did not deliver is to be sent again, and only that."""
    tx.execute(delete(outbox_parts).where(outbox_parts.c.message_id == message_id, outbox_parts.c.state == FAILED))


def note_sent(tx: Transaction, message_id: str, number: int, provider_id: str) -> None:
    """A receipt may have been quicker and have put the state higher."""
    tx.execute(
        update(outbox_parts)
        .where(*_is(message_id, number), outbox_parts.c.state == SENDING)
        .values(state=SENT, provider_id=provider_id)
    )


def find_part(tx: Transaction, channel: str, provider_id: str) -> PartRecord | None:
    row = tx.execute(
        select(outbox_parts).where(outbox_parts.c.channel == channel, outbox_parts.c.provider_id == provider_id)
    ).first()
    return _record(row) if row else None


def find_unanswered(tx: Transaction, channel: str, message_id: str, number: int) -> PartRecord | None:
    """The part of this reference, as long as no answer has told the provider's id."""
    statement = select(outbox_parts).where(*_is(message_id, number), outbox_parts.c.channel == channel)
    row = tx.execute(statement.where(outbox_parts.c.provider_id.is_(None))).first()
    return _record(row) if row else None


def raise_state(tx: Transaction, part: PartRecord, state: str, provider_id: str) -> bool:
    """Whether this is news: receipts come twice and out of order."""
    if RANK[state] <= RANK[part.state]:
        return False
    tx.execute(
        update(outbox_parts).where(*_is(part.message_id, part.number)).values(state=state, provider_id=provider_id)
    )
    return True


def summary(tx: Transaction, message_id: str) -> str:
    """The state of a message whose parts have all been begun: failed when one is, else that of the slowest."""
    states = [part.state for part in list_parts(tx, message_id)]
    if FAILED in states:
        return FAILED
    slowest = min(states, key=RANK.__getitem__, default=SENT)
    return "unknown" if slowest == SENDING else slowest


def known_ids(tx: Transaction, conversation_id: str) -> frozenset[str]:
    """The provider's ids of everything that is known to have been sent in this conversation."""
    statement = (
        select(outbox_parts.c.provider_id)
        .join(messages, messages.c.id == outbox_parts.c.message_id)
        .where(messages.c.conversation_id == conversation_id, outbox_parts.c.provider_id.is_not(None))
    )
    return frozenset(str(found) for found in tx.execute(statement).scalars())


def _is(message_id: str, number: int) -> tuple[Any, Any]:
    return outbox_parts.c.message_id == message_id, outbox_parts.c.number == number


def _record(row: Any) -> PartRecord:
    return PartRecord(row.message_id, row.number, row.state, row.tries, row.provider_id, row.begun_at)
