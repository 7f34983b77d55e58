"""The transcript of a conversation."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Label, func, literal, select, update

from helpline.storage.database import Transaction
from helpline.storage.schema import conversations, messages, outbox, outbox_parts, staff


@dataclass(frozen=True)
class StoredMessage:
    """`body` is IncomingMessage.to_data() or OutgoingMessage.to_data(), by author; `delivery` is the outbox state, and
    `segments` how many SMS it was paid as."""

    id: str
    conversation_id: str
    seq: int
    author: str
    body: dict[str, Any]
    language: str
    understanding: dict[str, Any] | None
    visible_to_person: bool
    created_at: datetime
    staff_name: str = ""
    delivery: str = ""
    segments: int = 0


def add_message(
    tx: Transaction,
    conversation_id: str,
    *,
    author: str,
    body: dict[str, Any],
    language: str = "",
    staff_id: str | None = None,
    visible_to_person: bool = True,
) -> str:
    """Appends to the transcript and returns the message's id. The caller holds the conversation's lock."""
    seq = tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(last_seq=conversations.c.last_seq + 1)
        .returning(conversations.c.last_seq)
    ).scalar_one()
    message_id = str(uuid.uuid4())
    tx.execute(
        messages.insert().values(
            id=message_id,
            conversation_id=conversation_id,
            seq=seq,
            author=author,
            staff_id=staff_id,
            language=language,
            body_sealed=tx.cipher.seal_data(body),
            visible_to_person=visible_to_person,
            created_at=tx.now,
        )
    )
    tx.ring(f"conversation:{conversation_id}")
    return message_id


def note_understanding(tx: Transaction, message_id: str, understanding: dict[str, Any], language: str) -> None:
    """What was understood of a person's message, for staff."""
    sealed = tx.cipher.seal_data(understanding) if understanding else None
    tx.execute(
        update(messages).where(messages.c.id == message_id).values(understanding_sealed=sealed, language=language)
    )


def load_body(tx: Transaction, message_id: str) -> dict[str, Any]:
    sealed = tx.execute(select(messages.c.body_sealed).where(messages.c.id == message_id)).scalar_one()
    body: dict[str, Any] = tx.cipher.open_data(sealed)
    return body


def list_messages(
    tx: Transaction, conversation_id: str, *, after: int = 0, limit: int = 200, for_person: bool = False
) -> Sequence[StoredMessage]:
    """In order of `seq`. With `for_person`, without suggestions, notes and what is left of deleted texts."""
    statement = (
        select(messages, staff.c.name.label("staff_name"), outbox.c.state.label("delivery"), _segments_sent())
        .outerjoin(staff, staff.c.id == messages.c.staff_id)
        .outerjoin(outbox, outbox.c.message_id == messages.c.id)
        .where(messages.c.conversation_id == conversation_id, messages.c.seq > after)
        .order_by(messages.c.seq)
        .limit(limit)
    )
    if for_person:
        statement = statement.where(messages.c.visible_to_person)
    found = (_stored(tx, row) for row in tx.execute(statement))
    return [message for message in found if not (for_person and message.body.get("is_purged"))]


def list_latest(tx: Transaction, conversation_id: str, limit: int = 60) -> Sequence[StoredMessage]:
    """The newest first."""
    statement = (
        select(messages, literal("").label("staff_name"), literal("").label("delivery"), literal(0).label("segments"))
        .where(messages.c.conversation_id == conversation_id)
        .order_by(messages.c.seq.desc())
        .limit(limit)
    )
    return [_stored(tx, row) for row in tx.execute(statement)]


def last_seq(tx: Transaction, conversation_id: str) -> int:
    found = tx.execute(select(conversations.c.last_seq).where(conversations.c.id == conversation_id)).scalar()
    return int(found or 0)


def last_seq_of_person(tx: Transaction, conversation_id: str) -> int:
    is_theirs = (messages.c.conversation_id == conversation_id) & (messages.c.author == "person")
    return int(tx.execute(select(func.max(messages.c.seq)).where(is_theirs)).scalar() or 0)


def _segments_sent() -> Label[Any]:
    """How many SMS a message was paid as."""
    of_message = outbox_parts.c.message_id == messages.c.id
    return select(func.sum(outbox_parts.c.segments)).where(of_message).scalar_subquery().label("segments")


def _stored(tx: Transaction, row: Any) -> StoredMessage:
    return StoredMessage(
        id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        author=row.author,
        body=tx.cipher.open_data(row.body_sealed),
        language=row.language,
        understanding=tx.cipher.open_data(row.understanding_sealed),
        visible_to_person=row.visible_to_person,
        created_at=row.created_at,
        staff_name=row.staff_name or "",
        delivery=row.delivery or "",
        segments=row.segments or 0,
    )
