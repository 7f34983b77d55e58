"""Messages received and not yet handled. A row exists before the provider gets its 200."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.schema import inbox

DONE = "done"
DEAD = "dead"
# Stands for a channel in rows that no provider sent.
_HEARD = "heard"
# Longer than the brain's time limit plus everything around it; a killed worker's message waits this long.
TURN_LEASE = timedelta(seconds=20)


@dataclass(frozen=True)
class Claim:
    """An inbox row leased to this worker. `is_heard`: the message had its turn, and a program has listened since."""

    id: int
    conversation_id: str
    message_id: str
    lease: str
    attempts: int
    received_at: datetime
    is_heard: bool = False


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


def add_heard(tx: Transaction, *, conversation_id: str, message_id: str, media_id: int) -> None:
    """A second turn for a voice note. The caller holds the conversation's lock."""
    add(tx, conversation_id=conversation_id, message_id=message_id, channel=_HEARD, provider_id=str(media_id))


def claim(tx: Transaction) -> Claim | None:
    row = leases.claim_next(tx, inbox, lease=TURN_LEASE)
    if row is None:
        return None
    return _claim(row)


def list_following(tx: Transaction, claimed: Claim, limit: int) -> Sequence[Claim]:
    """What else waits in its conversation, up to what is somebody else's or waits for another try."""
    rows = tx.execute(
        select(inbox)
        .where(
            inbox.c.conversation_id == claimed.conversation_id,
            inbox.c.id > claimed.id,
            inbox.c.state.in_((leases.NEW, leases.RUNNING)),
        )
        .order_by(inbox.c.id)
        .limit(limit)
    )
    return [_claim(row) for row in itertools.takewhile(lambda row: _is_free(tx, row), rows)]


def claim_too(tx: Transaction, claimed: Claim, following: Sequence[Claim]) -> Sequence[Claim]:
    """They are handled together with `claimed`, under its lease."""
    if not following:
        return ()
    tx.execute(
        update(inbox)
        .where(inbox.c.id.in_([each.id for each in following]))
        .values(
            state=leases.RUNNING,
            attempts=inbox.c.attempts + 1,
            lease=claimed.lease,
            lease_until=tx.now + TURN_LEASE,
        )
    )
    return [replace(each, lease=claimed.lease, attempts=each.attempts + 1) for each in following]


def hold(tx: Transaction, claimed: Claim, until: datetime) -> None:
    """Nobody tried to handle it: the person may still be writing."""
    tx.execute(
        update(inbox)
        .where(inbox.c.id == claimed.id, inbox.c.lease == claimed.lease)
        .values(state=leases.NEW, attempts=0, lease=None, lease_until=None, available_at=until)
    )


def wake_held(tx: Transaction, conversation_id: str) -> None:
    """Something new came: what is held is looked at again together with it."""
    tx.execute(
        update(inbox)
        .where(
            inbox.c.conversation_id == conversation_id,
            inbox.c.state == leases.NEW,
            inbox.c.attempts == 0,
            inbox.c.available_at > tx.now,
        )
        .values(available_at=tx.now)
    )


def is_behind(tx: Transaction, conversation_id: str) -> bool:
    """Whether something that the person wrote has not been handled yet."""
    is_open = (inbox.c.conversation_id == conversation_id, inbox.c.state.in_((leases.NEW, leases.RUNNING)))
    return tx.execute(select(inbox.c.id).where(*is_open).limit(1)).scalar() is not None


def received_before(tx: Transaction, claimed: Claim) -> datetime | None:
    """When the person's message before this one came."""
    found: datetime | None = tx.execute(
        select(inbox.c.received_at)
        .where(inbox.c.conversation_id == claimed.conversation_id, inbox.c.id < claimed.id)
        .order_by(inbox.c.id.desc())
        .limit(1)
    ).scalar()
    return found


def holds(tx: Transaction, claimed: Claim) -> bool:
    return leases.holds_lease(tx, inbox, claimed.id, claimed.lease)


def finish(tx: Transaction, claimed: Claim, *, state: str = DONE) -> None:
    """`state` is DEAD when the message went to a person because it could not be handled."""
    tx.execute(update(inbox).where(inbox.c.id == claimed.id).values(state=state, lease=None, handled_at=tx.now))
    tx.ring("inbox")


def try_again_later(tx: Transaction, claimed: Claim, delay: timedelta) -> None:
    leases.give_back(tx, inbox, claimed.id, claimed.lease, delay=delay)


def _is_free(tx: Transaction, row: Any) -> bool:
    moment = row.available_at if row.state == leases.NEW else row.lease_until
    return bool(moment <= tx.now)


def _claim(row: Any) -> Claim:
    is_heard = row.channel == _HEARD
    return Claim(row.id, row.conversation_id, row.message_id, row.lease or "", row.attempts, row.received_at, is_heard)
