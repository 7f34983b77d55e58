"""Files that wait to be fetched, and voice notes that wait to be listened to, each leased to one worker at a time."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from helpline.domain.media import STORED, WAITING
from helpline.storage.database import Transaction
from helpline.storage.media import LONGEST_NAME
from helpline.storage.schema import conversations, media, messages

DONE, FAILED_TO_HEAR = "done", "failed"
# Longer than fetching may take, or listening; a killed worker's file waits this long.
MEDIA_LEASE = timedelta(minutes=3)


@dataclass(frozen=True)
class MediaClaim:
    """A row leased to this worker. `is_here`: it is fetched, and has to be listened to."""

    id: int
    message_id: str
    conversation_id: str
    channel: str
    kind: str
    content_type: str
    is_here: bool
    reference: str
    lease: str
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class ToDiscard:
    """`reference` is where the provider has it; `attempts` counts listening too."""

    id: int
    channel: str
    reference: str
    attempts: int


def claim(tx: Transaction) -> MediaClaim | None:
    """The next that is due; unlike messages, files need no order."""
    is_free = or_(media.c.lease.is_(None), media.c.lease_until < tx.now)
    is_open = or_(media.c.state == WAITING, media.c.transcript_state == WAITING)
    next_one = select(media.c.id).where(is_open, is_free, media.c.available_at <= tx.now).order_by(media.c.available_at)
    found = tx.execute(next_one.limit(1).with_for_update(skip_locked=True)).scalar()
    if found is None:
        return None
    lease = str(uuid.uuid4())
    tx.execute(
        update(media)
        .where(media.c.id == found)
        .values(attempts=media.c.attempts + 1, lease=lease, lease_until=tx.now + MEDIA_LEASE)
    )
    row = tx.execute(
        select(
            *(media.c.message_id, media.c.kind, media.c.content_type, media.c.state, media.c.reference_sealed),
            *(media.c.attempts, media.c.created_at, messages.c.conversation_id, conversations.c.channel),
        )
        .join(messages, messages.c.id == media.c.message_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(media.c.id == found)
    ).one()
    return MediaClaim(
        id=found,
        message_id=row.message_id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        kind=row.kind,
        content_type=row.content_type,
        is_here=row.state == STORED,
        reference=str(tx.cipher.open_data(row.reference_sealed) or ""),
        lease=lease,
        attempts=row.attempts,
        created_at=row.created_at,
    )


def store(
    tx: Transaction, claimed: MediaClaim, *, sealed: bytes, size: int, content_type: str, name: str, is_to_hear: bool
) -> bool:
    """False when the file is somebody else's by now, or was taken away."""
    return _finish(
        tx,
        claimed,
        state=STORED,
        reason="",
        content_type=content_type,
        size=size,
        content_sealed=sealed,
        transcript_state=WAITING if is_to_hear else "",
        attempts=0,
        available_at=tx.now,
        **_named(tx, name),
    )


def give_up(
    tx: Transaction, claimed: MediaClaim, *, state: str, reason: str, content_type: str = "", name: str = ""
) -> bool:
    return _finish(tx, claimed, state=state, reason=reason, content_type=content_type, **_named(tx, name))


def store_transcript(tx: Transaction, claimed: MediaClaim, transcript: str | None) -> bool:
    """None when nothing could be heard."""
    sealed = tx.cipher.seal_data(transcript) if transcript else None
    state = FAILED_TO_HEAR if transcript is None else DONE
    return _finish(tx, claimed, transcript_state=state, transcript_sealed=sealed)


def list_to_discard(tx: Transaction, channels: Collection[str], *, limit: int) -> Sequence[ToDiscard]:
    """Files that are stored here and may still lie at the provider, the newest first."""
    statement = (
        select(media.c.id, media.c.reference_sealed, media.c.attempts, conversations.c.channel)
        .join(messages, messages.c.id == media.c.message_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            media.c.content_sealed.is_not(None),
            media.c.reference_sealed.is_not(None),
            media.c.transcript_state != WAITING,  # until then `available_at` says when to listen
            media.c.available_at <= tx.now,
            conversations.c.channel.in_(channels),
        )
        .order_by(media.c.id.desc())
        .limit(limit)
    )
    return [
        ToDiscard(row.id, row.channel, str(tx.cipher.open_data(row.reference_sealed)), row.attempts)
        for row in tx.execute(statement)
    ]


def note_discarded(tx: Transaction, media_id: int) -> None:
    """Where it lay is of no use any more."""
    tx.execute(
        update(media).where(media.c.id == media_id, media.c.content_sealed.is_not(None)).values(reference_sealed=None)
    )


def discard_later(tx: Transaction, media_id: int, delay: timedelta) -> None:
    tx.execute(
        update(media).where(media.c.id == media_id).values(attempts=media.c.attempts + 1, available_at=tx.now + delay)
    )


def try_again_later(tx: Transaction, claimed: MediaClaim, delay: timedelta, reason: str) -> None:
    _finish(tx, claimed, available_at=tx.now + delay, reason=reason)


def _named(tx: Transaction, name: str) -> dict[str, bytes]:
    """What the person called it counts where the provider has no name."""
    return {"name_sealed": tx.cipher.seal_data(name[:LONGEST_NAME])} if name else {}


def _finish(tx: Transaction, claimed: MediaClaim, **values: object) -> bool:
    changed = tx.execute(
        update(media)
        .where(media.c.id == claimed.id, media.c.lease == claimed.lease)
        .values(lease=None, lease_until=None, **values)
    )
    tx.ring(f"conversation:{claimed.conversation_id}")
    tx.ring("media")
    return changed.rowcount == 1
