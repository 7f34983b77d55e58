"""Numbers and addresses to get help at, per country."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from helpline.domain.contacts import Contact
from helpline.storage.database import Transaction
from helpline.storage.schema import contacts


def replace_contacts(tx: Transaction, found: Iterable[Contact]) -> None:
    tx.execute(delete(contacts))
    rows = [{**contact.__dict__, "urgent_topics": list(contact.urgent_topics)} for contact in found]
    if rows:
        tx.connection.execute(contacts.insert(), rows)


def contacts_of_country(tx: Transaction, country: str) -> list[Contact]:
    """In the order of the content file: the most useful first."""
    statement = select(contacts).where(contacts.c.country == country).order_by(contacts.c.position)
    return [_contact(row) for row in tx.execute(statement)]


def emergency_contacts(tx: Transaction, country: str, topic: str) -> list[Contact]:
    """For an urgent topic: those of the country, else the general ones."""
    for code in (country, "general"):
        found = [contact for contact in contacts_of_country(tx, code) if topic in contact.urgent_topics] if code else []
        if found:
            return found
    return []


def _contact(row: Any) -> Contact:
    return Contact(**{**dict(row._mapping), "urgent_topics": tuple(row.urgent_topics)})
