"""Takes the next file that waits: fetches it, or lets a program listen to it, or notes why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from helpline.domain.backoff import delay_before_attempt
from helpline.domain.fetching import (
    MAX_ATTEMPTS_FETCH,
    Fetched,
    Fetcher,
    FetchFailed,
    FetchRefused,
    Transcriber,
    TranscriptionFailed,
)
from helpline.domain.media import FAILED, REFUSED, VOICE
from helpline.log import log_event
from helpline.storage import cases, conversations, inbox, media, media_queue, messages
from helpline.storage.database import Database, Transaction
from helpline.storage.media_queue import MediaClaim

_FIRST_WAIT_SECONDS = 5.0
_CHANNEL_AGAIN = timedelta(minutes=1)
_MOST_TRIES_TO_HEAR = 2


@dataclass(frozen=True)
class MediaDesk:
    """What fetching needs. `fetchers` by channel; without a `transcriber` nobody listens."""

    database: Database
    fetchers: Mapping[str, Fetcher]
    largest: int
    transcriber: Transcriber | None = None


def fetch_next(desk: MediaDesk) -> bool:
    """Works on one file; returns False when none is due."""
    with desk.database.write() as tx:
        claim = media_queue.claim(tx)
        if claim is None:
            return False
        if not claim.is_here and claim.channel not in desk.fetchers:
            log_event("channel_not_configured", channel=claim.channel, media=claim.id)
            media_queue.try_again_later(tx, claim, _CHANNEL_AGAIN, "channel_not_configured")
            return True
    if claim.is_here:
        _listen(desk, claim)
    else:
        _fetch(desk, claim)
    return True


def _fetch(desk: MediaDesk, claim: MediaClaim) -> None:
    try:
        fetched = desk.fetchers[claim.channel].fetch(claim.reference, largest=desk.largest)
    except FetchRefused as error:
        _give_up(desk, claim, REFUSED, error.reason, content_type=error.content_type, name=error.name)
    except FetchFailed as error:
        _try_again(desk, claim, error)
    except Exception as error:  # one file must never hold up the others, whatever is wrong with it
        log_event("media_broke", media=claim.id, error=type(error).__name__)
        _try_again(desk, claim, FetchFailed(type(error).__name__))
    else:
        _store(desk, claim, fetched)


def _store(desk: MediaDesk, claim: MediaClaim, fetched: Fetched) -> None:
    """Sealed before the transaction begins: that takes its time."""
    sealed = desk.database.cipher.seal_bytes(fetched.content)
    is_sound = fetched.content_type.startswith("audio/")
    with desk.database.write() as tx:
        conversations.lock(tx, claim.conversation_id)
        is_stored = media_queue.store(
            tx,
            claim,
            sealed=sealed,
            size=len(fetched.content),
            content_type=fetched.content_type,
            name=fetched.name,
            is_to_hear=_is_to_hear(desk, claim) and is_sound,
        )
        if is_stored and _is_to_hear(desk, claim) and not is_sound:
            _queue_again(tx, claim)
    log_event(
        "media_stored" if is_stored else "media_overtaken", media=claim.id, kind=claim.kind, size=len(fetched.content)
    )


def _try_again(desk: MediaDesk, claim: MediaClaim, error: FetchFailed) -> None:
    if claim.attempts >= min(error.most_tries, MAX_ATTEMPTS_FETCH):
        _give_up(desk, claim, FAILED, error.reason)
        return
    delay = error.retry_in or delay_before_attempt(claim.attempts, first_seconds=_FIRST_WAIT_SECONDS)
    with desk.database.write() as tx:
        media_queue.try_again_later(tx, claim, delay, error.reason)


def _give_up(
    desk: MediaDesk, claim: MediaClaim, state: str, reason: str, *, content_type: str = "", name: str = ""
) -> None:
    """Staff see it where it stands in the conversation, and in the history of the case: they can ask the person."""
    log_event("media_not_stored", media=claim.id, kind=claim.kind, state=state, reason=reason)
    with desk.database.write() as tx:
        conversations.lock(tx, claim.conversation_id)
        if not media_queue.give_up(tx, claim, state=state, reason=reason, content_type=content_type, name=name):
            return
        case = cases.find_open_case(tx, claim.conversation_id)
        if case is not None:
            details = {"media": claim.id, "state": state, "reason": reason}
            cases.add_event(tx, "MediaNotStored", case=case, details=details)
        if _is_to_hear(desk, claim):
            _queue_again(tx, claim)


def _is_to_hear(desk: MediaDesk, claim: MediaClaim) -> bool:
    return desk.transcriber is not None and claim.kind == VOICE


def _listen(desk: MediaDesk, claim: MediaClaim) -> None:
    transcript = None
    with desk.database.read() as tx:
        sealed = media.load_sealed_content(tx, claim.id)
    if desk.transcriber is not None and sealed is not None and claim.attempts <= _MOST_TRIES_TO_HEAR:
        try:
            content = desk.database.cipher.open_bytes(sealed)
            transcript = desk.transcriber.transcribe(content, claim.content_type)
        except TranscriptionFailed as error:
            log_event("transcription_failed", media=claim.id, error=str(error))
    with desk.database.write() as tx:
        conversations.lock(tx, claim.conversation_id)
        if media_queue.store_transcript(tx, claim, transcript):
            _queue_again(tx, claim)


def _queue_again(tx: Transaction, claim: MediaClaim) -> None:
    """Now that it is known what was said, or that it never will be, the message takes a second turn."""
    body = messages.load_body(tx, claim.message_id)
    if not str(body.get("text") or "").strip() and not body.get("is_purged"):
        inbox.add_heard(tx, conversation_id=claim.conversation_id, message_id=claim.message_id, media_id=claim.id)
