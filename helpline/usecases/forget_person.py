"""Erases a person: profile, addresses, conversations, messages, cases. Nothing of them is left in the database."""

from sqlalchemy import delete

from helpline.storage.database import Transaction
from helpline.storage.forgotten import note_forgotten
from helpline.storage.link_codes import forget_wrong
from helpline.storage.linked_chats import hold
from helpline.storage.people import delete_person
from helpline.storage.schema import events


def forget_person(tx: Transaction, person_id: str) -> None:
    """Rows that hang on the person go with it by the schema's cascades."""
    ids = hold(tx, person_id)
    note_forgotten(tx, person_id)
    forget_wrong(tx, ids)
    tx.execute(delete(events).where(events.c.conversation_id.in_(ids)))
    delete_person(tx, person_id)
    tx.ring("cases")
    for conversation_id in ids:
        tx.ring(f"conversation:{conversation_id}")
