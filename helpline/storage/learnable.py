"""What people wrote who allow that the helpline learns from it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from helpline.storage.database import Transaction
from helpline.storage.schema import conversations, messages, people


def list_learnable(tx: Transaction) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Language, text and Understanding.to_data() of each message that was handled, in no order that tells who wrote."""
    statement = (
        select(messages.c.language, messages.c.body_sealed, messages.c.understanding_sealed)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(people, people.c.id == conversations.c.person_id)
        .where(
            people.c.learning_since.is_not(None),
            messages.c.author == "person",
            messages.c.understanding_sealed.is_not(None),
        )
        .order_by(messages.c.id)
    )
    for row in tx.execute(statement):
        body = tx.cipher.open_data(row.body_sealed)
        yield row.language, str(body.get("text") or ""), tx.cipher.open_data(row.understanding_sealed)
