"""What people sent that is not text: the rows, and their content as far as it is here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select, update

from helpline.domain.media import DELETED, STORED, TOLD_ONCE_WITHIN, WAITING
from helpline.domain.messages import Media
from helpline.errors import NotFound
from helpline.storage.database import Transaction
from helpline.storage.schema import media, messages

LONGEST_NAME = 200


@dataclass(frozen=True)
class StoredMedia:
    """`detail` is a place's latitude and longitude or a contact's number, and empty for files."""

    id: int
    message_id: str
    kind: str
    content_type: str
    size: int
    state: str
    reason: str
    name: str
    detail: str
    transcript: str
    transcript_state: str
    created_at: datetime


def add(tx: Transaction, message_id: str, sent: Iterable[Media]) -> None:
    """In the transaction that stores the message."""
    for each in sent:
        tx.execute(
            media.insert().values(
                message_id=message_id,
                kind=each.kind,
                state=WAITING if each.is_file else STORED,
                reference_sealed=tx.cipher.seal_data(each.reference),
                name_sealed=tx.cipher.seal_data(each.name[:LONGEST_NAME]) if each.name else None,
                available_at=tx.now,
                created_at=tx.now,
            )
        )
        tx.ring("media")


def list_media(tx: Transaction, conversation_id: str, *, after: int = 0) -> Mapping[str, Sequence[StoredMedia]]:
    """By message, of messages whose `seq` is greater than `after`; without their content."""
    statement = _select().where(messages.c.conversation_id == conversation_id, messages.c.seq > after)
    found: dict[str, list[StoredMedia]] = {}
    for row in tx.execute(statement.order_by(media.c.id)):
        found.setdefault(row.message_id, []).append(_stored(tx, row))
    return found


def load(tx: Transaction, conversation_id: str, media_id: int) -> StoredMedia:
    """Raises NotFound."""
    row = tx.execute(
        _select().where(messages.c.conversation_id == conversation_id, media.c.id == media_id)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such file in this conversation.")
    return _stored(tx, row)


def load_sealed_content(tx: Transaction, media_id: int) -> bytes | None:
    """Still sealed: opening a large file takes its time, which no transaction should wait for."""
    return tx.execute(select(media.c.content_sealed).where(media.c.id == media_id)).scalar()


def empty(tx: Transaction, media_id: int) -> None:
    """Nothing is left but that something was there. Whoever is fetching it finds its lease gone."""
    tx.execute(
        update(media)
        .where(media.c.id == media_id)
        .values(
            state=DELETED,
            reason="",
            size=0,
            reference_sealed=None,
            name_sealed=None,
            content_sealed=None,
            transcript_sealed=None,
            transcript_state="",
            lease=None,
            lease_until=None,
        )
    )


def note_told(tx: Transaction, message_id: str) -> None:
    """The person was told what happens with what this message brought."""
    tx.execute(update(media).where(media.c.message_id == message_id).values(told_at=tx.now))


def was_told_lately(tx: Transaction, conversation_id: str) -> bool:
    since = tx.now - TOLD_ONCE_WITHIN
    told = media.join(messages, messages.c.id == media.c.message_id)
    statement = select(media.c.id).select_from(told).where(messages.c.conversation_id == conversation_id)
    return tx.execute(statement.where(media.c.told_at > since).limit(1)).scalar() is not None


def transcript_of(tx: Transaction, message_id: str) -> str:
    """What a program understood of all that a message brought."""
    rows = tx.execute(select(media.c.transcript_sealed).where(media.c.message_id == message_id).order_by(media.c.id))
    return " ".join(str(tx.cipher.open_data(row.transcript_sealed)) for row in rows if row.transcript_sealed)


def mark(tx: Transaction, conversation_id: str) -> str:
    """Differs when the conversation's media look different."""
    of_conversation = exists().where(messages.c.id == media.c.message_id, messages.c.conversation_id == conversation_id)
    columns = (media.c.state, media.c.transcript_state)
    statement = select(*columns, func.count()).where(of_conversation).group_by(*columns).order_by(*columns)
    return repr([tuple(row) for row in tx.execute(statement)])


def _select() -> Select[Any]:
    columns = [column for column in media.c if column is not media.c.content_sealed]
    return select(*columns).join(messages, messages.c.id == media.c.message_id)


def _stored(tx: Transaction, row: Any) -> StoredMedia:
    has_detail = row.kind in ("location", "contact") and row.state == STORED and not row.content_type
    return StoredMedia(
        id=row.id,
        message_id=row.message_id,
        kind=row.kind,
        content_type=row.content_type,
        size=row.size,
        state=row.state,
        reason=row.reason,
        name=str(tx.cipher.open_data(row.name_sealed) or ""),
        detail=str(tx.cipher.open_data(row.reference_sealed) or "") if has_detail else "",
        transcript=str(tx.cipher.open_data(row.transcript_sealed) or ""),
        transcript_state=row.transcript_state,
        created_at=row.created_at,
    )
