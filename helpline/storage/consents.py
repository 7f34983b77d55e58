"""The ledger of what people allowed and forbade, and what holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from helpline.domain.consent import Consent, Kind, Source
from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, consents, people


@dataclass(frozen=True)
class LedgerEntry:
    kind: Kind
    source: Source
    at: datetime


def note(tx: Transaction, address_id: str, kind: Kind, source: Source) -> None:
    tx.execute(consents.insert().values(address_id=address_id, kind=kind.value, source=source.value, at=tx.now))


def stop(tx: Transaction, address_id: str, source: Source) -> None:
    """A STOP that is repeated is noted again; what holds is since when they want nothing."""
    note(tx, address_id, Kind.STOP, source)
    tx.execute(
        update(addresses)
        .where(addresses.c.id == address_id, addresses.c.stopped_at.is_(None))
        .values(stopped_at=tx.now)
    )


def start(tx: Transaction, address_id: str, source: Source) -> None:
    """A START of somebody who had not stopped leaves no trace."""
    changed = tx.execute(
        update(addresses)
        .where(addresses.c.id == address_id, addresses.c.stopped_at.is_not(None))
        .values(stopped_at=None)
    )
    if changed.rowcount:
        note(tx, address_id, Kind.START, source)


def stopped_since(tx: Transaction, address_id: str) -> datetime | None:
    """None for an address that may be written to."""
    found: datetime | None = tx.execute(select(addresses.c.stopped_at).where(addresses.c.id == address_id)).scalar()
    return found


def load_consent(tx: Transaction, person_id: str) -> Consent:
    row = tx.execute(
        select(people.c.follow_up_since, people.c.learning_since).where(people.c.id == person_id)
    ).one_or_none()
    return Consent(row.follow_up_since, row.learning_since) if row else Consent()


def agree(tx: Transaction, person_id: str, address_id: str, kind: Kind, source: Source) -> None:
    """`ANSWER` takes back whatever was allowed beyond it."""
    changes: dict[Kind, dict[str, datetime | None]] = {
        Kind.ANSWER: {"follow_up_since": None, "learning_since": None},
        Kind.FOLLOW_UP: {"follow_up_since": tx.now},
        Kind.LEARNING: {"learning_since": tx.now},
    }
    tx.execute(update(people).where(people.c.id == person_id).values(**changes[kind]))
    note(tx, address_id, kind, source)


def list_entries(tx: Transaction, address_id: str) -> Sequence[LedgerEntry]:
    """In the order in which they came about."""
    rows = tx.execute(select(consents).where(consents.c.address_id == address_id).order_by(consents.c.id))
    return [LedgerEntry(Kind(row.kind), Source(row.source), row.at) for row in rows]
