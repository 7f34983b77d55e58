"""Marks of addresses whose people had everything erased, for as long as a provider's list could bring it back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, attempts

_ACTION = "forgotten"
# Longer than any look back at a provider's list.
KEPT = timedelta(hours=48)


def note_forgotten(tx: Transaction, person_id: str) -> None:
    """Before the person's rows are deleted. The keyed mark says nothing without the key, and goes after two days."""
    tx.execute(delete(attempts).where(attempts.c.action == _ACTION, attempts.c.at < tx.now - KEPT))
    hashes = tx.execute(select(addresses.c.address_hash).where(addresses.c.person_id == person_id)).scalars().all()
    for address_hash in hashes:
        tx.execute(attempts.insert().values(action=_ACTION, key_hash=address_hash, at=tx.now))


def forgotten_at(tx: Transaction, address_hash: str) -> datetime | None:
    """What was written before this moment is gone for good."""
    found: datetime | None = tx.execute(
        select(attempts.c.at)
        .where(attempts.c.action == _ACTION, attempts.c.key_hash == address_hash, attempts.c.at >= tx.now - KEPT)
        .order_by(attempts.c.at.desc())
        .limit(1)
    ).scalar()
    return found
