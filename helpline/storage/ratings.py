"""Whether an answer helped, as people said."""

import uuid

from sqlalchemy import update

from helpline.storage.database import Transaction
from helpline.storage.schema import ratings


def rate(tx: Transaction, *, conversation_id: str, answer_id: str, helped: bool) -> None:
    """A second rating of the same answer replaces the first."""
    changed = tx.execute(
        update(ratings)
        .where(ratings.c.conversation_id == conversation_id, ratings.c.answer_id == answer_id)
        .values(helped=helped, created_at=tx.now)
    )
    if changed.rowcount == 0:
        tx.execute(
            ratings.insert().values(
                id=str(uuid.uuid4()),
                conversation_id=conversation_id,
                answer_id=answer_id,
                helped=helped,
                created_at=tx.now,
            )
        )
