"""Conversations whose texts are due to be deleted, and the deleting. Rows stay, so that they can still be counted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, or_, select, update

from helpline.domain.cases import CaseState
from helpline.storage import leases
from helpline.storage.database import Transaction
from helpline.storage.outbox import CANCELLED, HELD
from helpline.storage.schema import cases, conversations, inbox, media, messages, outbox, people

# What is left of a message's body.
PURGED = {"text": "", "is_purged": True}


def claim_quiet(tx: Transaction, before: datetime, *, limit: int) -> Sequence[tuple[str, int]]:
    """Conversations with their last message's number, locked. Those that somebody else holds are left for later.

    Quiet: nobody has written since `before`, no case is open, nothing is under way, and the person allows no more than
    being answered.
    """
    last = messages.alias("last")
    has_case = exists().where(cases.c.conversation_id == conversations.c.id, cases.c.state != CaseState.CLOSED)
    is_busy = or_(
        *(
            exists().where(
                queue.c.conversation_id == conversations.c.id, queue.c.state.in_((leases.NEW, leases.RUNNING))
            )
            for queue in (inbox, outbox)
        )
    )
    statement = (
        select(conversations.c.id, conversations.c.last_seq)
        .join(last, and_(last.c.conversation_id == conversations.c.id, last.c.seq == conversations.c.last_seq))
        .join(people, people.c.id == conversations.c.person_id)
        .where(
            last.c.created_at < before,
            or_(conversations.c.purged_at.is_(None), conversations.c.purged_at < last.c.created_at),
            people.c.follow_up_since.is_(None),
            people.c.learning_since.is_(None),
            ~has_case,
            ~is_busy,
        )
        .order_by(last.c.created_at)
        .limit(limit)
        .with_for_update(of=conversations, skip_locked=True)
    )
    return [(row.id, row.last_seq) for row in tx.execute(statement)]


def purge(tx: Transaction, conversation_id: str, last_seq: int) -> None:
    """Deletes what was written, sent and understood, the dialogue and what was offered; what waited is given up."""
    sealed = tx.cipher.seal_data(PURGED)
    of_conversation = messages.c.conversation_id == conversation_id
    purged = select(messages.c.id).where(of_conversation, messages.c.seq <= last_seq)
    tx.execute(delete(media).where(media.c.message_id.in_(purged)))
    for author in ("person", "bot", "staff"):
        kept = sealed if author == "person" else tx.cipher.seal_data({**PURGED, "language": ""})
        tx.execute(
            update(messages)
            .where(of_conversation, messages.c.seq <= last_seq, messages.c.author == author)
            .values(body_sealed=kept, understanding_sealed=None)
        )
    tx.execute(
        update(outbox)
        .where(outbox.c.conversation_id == conversation_id, outbox.c.state.in_(HELD))
        .values(state=CANCELLED, error_code="purged")
    )
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(dialogue_sealed=None, offered_sealed=None, further_sealed=None, purged_at=tx.now)
    )
    tx.ring(f"conversation:{conversation_id}")
