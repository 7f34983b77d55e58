"""When a person last wrote from an address, and what waits until they write again."""

from sqlalchemy import select, update

from helpline.domain.window import Window
from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, conversations


def note_received(tx: Transaction, conversation_id: str) -> None:
    """The person wrote: the window is open again."""
    of_conversation = select(conversations.c.address_id).where(conversations.c.id == conversation_id).scalar_subquery()
    tx.execute(update(addresses).where(addresses.c.id == of_conversation).values(last_received_at=tx.now))


def note_refused(tx: Transaction, address_id: str) -> None:
    """The provider says that the window is over."""
    tx.execute(update(addresses).where(addresses.c.id == address_id).values(window_refused_at=tx.now))


def note_told(tx: Transaction, address_id: str) -> None:
    """The person is being told that a message waits."""
    tx.execute(update(addresses).where(addresses.c.id == address_id).values(waiting_noted_at=tx.now))


def load_window(tx: Transaction, address_id: str) -> Window:
    row = tx.execute(
        select(
            addresses.c.channel,
            addresses.c.last_received_at,
            addresses.c.window_refused_at,
            addresses.c.waiting_noted_at,
        ).where(addresses.c.id == address_id)
    ).one()
    return Window(row.channel, row.last_received_at, row.window_refused_at, row.waiting_noted_at)
