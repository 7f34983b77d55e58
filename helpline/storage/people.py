"""People and the addresses they write from."""

import uuid
from typing import Any

from sqlalchemy import delete, select, update

from helpline.domain.conversations import Profile
from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, people

_PROFILE_FIELDS = ("language", "language_source", "country", "origin", "role", "sector")


def add_person(tx: Transaction, profile: Profile) -> str:
    person_id = str(uuid.uuid4())
    values = {name: getattr(profile, name) for name in _PROFILE_FIELDS}
    tx.execute(people.insert().values(id=person_id, created_at=tx.now, **values))
    return person_id


def add_address(tx: Transaction, person_id: str, channel: str, address: str) -> str:
    address_id = str(uuid.uuid4())
    tx.execute(
        addresses.insert().values(
            id=address_id,
            person_id=person_id,
            channel=channel,
            address_hash=address_hash(tx, channel, address),
            address_sealed=tx.cipher.seal(address),
            last_received_at=tx.now,
            created_at=tx.now,
        )
    )
    return address_id


def find_address(tx: Transaction, channel: str, address: str) -> str | None:
    found = tx.execute(
        select(addresses.c.id).where(
            addresses.c.channel == channel, addresses.c.address_hash == address_hash(tx, channel, address)
        )
    ).scalar()
    return str(found) if found else None


def open_address(tx: Transaction, address_id: str) -> tuple[str, str]:
    """The channel and the address itself, to send to it."""
    row = tx.execute(select(addresses.c.channel, addresses.c.address_sealed).where(addresses.c.id == address_id)).one()
    return row.channel, tx.cipher.open(row.address_sealed)


def address_hash(tx: Transaction, channel: str, address: str) -> str:
    return tx.cipher.lookup_hash(f"{channel}:{address}")


def profile_of(row: Any) -> Profile:
    """`row` has the profile's columns under their own names."""
    return Profile(**{name: getattr(row, name) for name in _PROFILE_FIELDS})


def change_profile(tx: Transaction, person_id: str, **values: str) -> None:
    tx.execute(update(people).where(people.c.id == person_id).values(**values))


def set_unreachable(tx: Transaction, address_id: str, unreachable: bool) -> None:
    tx.execute(
        update(addresses).where(addresses.c.id == address_id).values(unreachable_since=tx.now if unreachable else None)
    )


def is_unreachable(tx: Transaction, address_id: str) -> bool:
    return tx.execute(select(addresses.c.unreachable_since).where(addresses.c.id == address_id)).scalar() is not None


def is_welcomed(tx: Transaction, address_id: str) -> bool:
    """Whether the person was told who we are, what is stored and how to stop."""
    return tx.execute(select(addresses.c.welcomed_at).where(addresses.c.id == address_id)).scalar() is not None


def set_welcomed(tx: Transaction, address_id: str) -> None:
    tx.execute(update(addresses).where(addresses.c.id == address_id).values(welcomed_at=tx.now))


def delete_person(tx: Transaction, person_id: str) -> None:
    """With everything that still hangs on them."""
    tx.execute(delete(people).where(people.c.id == person_id))
