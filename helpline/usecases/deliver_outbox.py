"""Takes the next message of the outbox and sends it, or notes why not."""

from collections.abc import Mapping
from datetime import timedelta

from helpline.domain.backoff import MAX_ATTEMPTS_SEND, delay_before_attempt
from helpline.domain.sending import Sender, SendFailed, SendGivenUp, SendUnknown, WindowClosed
from helpline.log import log_event
from helpline.storage import conversations, inbox, outbox, outbox_parts, pacing, windows
from helpline.storage.database import Database, Transaction
from helpline.storage.deliveries import Delivery, load_delivery
from helpline.usecases.hold_back import BUSY, hold_back
from helpline.usecases.note_undelivered import note_undelivered
from helpline.usecases.send_parts import LeaseLost, TooSoon, send_parts

# Later than this an answer is of no use any more, and staff must know that it did not arrive.
_TOO_LATE = timedelta(hours=4)
# An unanswered request may still be at work at the provider, and a receipt may come. Nobody in danger waits for that.
_SETTLING = timedelta(seconds=30)
# Where nothing tells whether a part was sent, it is sent so often at most: each time may be one too many.
_MOST_BLIND_TRIES = 3
_CHANNEL_AGAIN = timedelta(minutes=1)
# What the person wrote lets go what waited, and may yet say STOP.
_UNREAD_SECONDS = 0.2
# A bell that rings a moment too early rings in vain.
_TIMER_SECONDS = 0.01


def deliver_next(database: Database, channels: Mapping[str, Sender]) -> bool:
    """Works on one message; returns False when none is due."""
    with database.write() as tx:
        claim = outbox.claim(tx)
        if claim is None:
            return False
        try:
            delivery = load_delivery(tx, claim)
        except (KeyError, TypeError, ValueError):  # written by another version; it must not block all others
            log_event("message_unreadable", message=claim.message_id)
            outbox.finish(tx, claim, state="failed", error_code="unreadable")
            return True
        sender = channels.get(claim.channel)
        paused = pacing.seconds_paused(tx, claim.channel) if sender and sender.pace.per_second else 0.0
        if paused:
            outbox.postpone(tx, claim, paused)
            return True
        if not _may_go_out(tx, delivery, channels):
            return True
    _deliver(database, channels[claim.channel], delivery)
    return True


def _may_go_out(tx: Transaction, delivery: Delivery, channels: Mapping[str, Sender]) -> bool:
    """Looked at in the transaction that claims the message; what must not go out is finished in it."""
    claim = delivery.claim
    if delivery.is_unwanted:
        outbox.finish(tx, claim, state="cancelled", error_code="stopped")
    elif delivery.is_overtaken and not outbox_parts.list_parts(tx, claim.message_id):
        outbox.finish(tx, claim, state="cancelled", error_code="overtaken")
    elif claim.released_at is not None and inbox.is_behind(tx, claim.conversation_id):
        outbox.postpone(tx, claim, _UNREAD_SECONDS)
    elif delivery.must_wait(tx.now):
        hold_back(tx, delivery)
    elif outbox.is_overtaking(tx, claim):
        outbox.postpone(tx, claim, 0)
    elif claim.channel not in channels:
        log_event("channel_not_configured", channel=claim.channel, message=claim.message_id)
        outbox.try_again_later(tx, claim, _CHANNEL_AGAIN, "channel_not_configured")
    else:
        return True
    return False


def _deliver(database: Database, sender: Sender, delivery: Delivery) -> None:
    claim = delivery.claim
    try:
        send_parts(database, sender, delivery)
    except LeaseLost:
        log_event("send_overtaken", message=claim.message_id)
    except TooSoon as error:
        _postpone(database, claim, error.seconds)
    except SendFailed as error:
        _note_failure(database, sender, delivery, error)
    except Exception as error:  # a message must never block its conversation, whatever is wrong with it
        log_event("send_broke", message=claim.message_id, error=type(error).__name__)
        kind = SendUnknown if claim.attempts < MAX_ATTEMPTS_SEND else SendGivenUp
        _note_failure(database, sender, delivery, kind(type(error).__name__))


def _postpone(database: Database, claim: outbox.OutboxClaim, seconds: float) -> None:
    with database.write() as tx:
        outbox.postpone(tx, claim, seconds)
    database.bell.ring_in(seconds + _TIMER_SECONDS, "outbox")


def _note_failure(database: Database, sender: Sender, delivery: Delivery, error: SendFailed) -> None:
    claim = delivery.claim
    log_event(
        "send_failed",
        channel=claim.channel,
        message=claim.message_id,
        kind=type(error).__name__,
        error=error.error_code,
        attempts=claim.attempts,
    )
    with database.write() as tx:
        if not outbox.hold_on(tx, claim):
            return
        if delivery.message.template and not conversations.try_lock(tx, claim.conversation_id):
            outbox.try_again_later(tx, claim, BUSY, error.error_code)
            return
        if isinstance(error, SendUnknown):
            _wait_for_certainty(tx, sender, delivery, error)
            return
        if error.is_limit and error.retry_in:
            pacing.note_limit(tx, claim, error.retry_in)
        for part in outbox_parts.list_parts(tx, claim.message_id):
            outbox_parts.forget(tx, part.message_id, part.number)
        if isinstance(error, WindowClosed) and not delivery.message.template:
            windows.note_refused(tx, delivery.address_id)
            outbox.try_again_later(tx, claim, timedelta(0), error.error_code)
        elif isinstance(error, SendGivenUp) or _is_too_late(tx, delivery):
            _give_up(tx, delivery, error)
        else:
            delay = error.retry_in or delay_before_attempt(claim.attempts)
            outbox.try_again_later(tx, claim, delay, error.error_code)


def _wait_for_certainty(tx: Transaction, sender: Sender, delivery: Delivery, error: SendUnknown) -> None:
    """The part stays `sending`: the next try looks it up first, or a receipt settles it before."""
    claim = delivery.claim
    tries = max((part.tries for part in outbox_parts.list_parts(tx, claim.message_id) if part.is_open), default=0)
    is_hopeless = not sender.can_look_up and tries >= _MOST_BLIND_TRIES
    if is_hopeless or _is_too_late(tx, delivery):
        outbox.finish(tx, claim, state="unknown", error_code=error.error_code)
        return
    delay = error.retry_in or (delay_before_attempt(claim.attempts) if delivery.message.urgent else _SETTLING)
    outbox.try_again_later(tx, claim, delay, error.error_code)


def _give_up(tx: Transaction, delivery: Delivery, error: SendFailed) -> None:
    claim = delivery.claim
    outbox.finish(tx, claim, state="failed", error_code=error.error_code)
    note_undelivered(
        tx,
        claim.conversation_id,
        claim.message_id,
        error,
        channel=claim.channel,
        is_note=bool(delivery.message.template),
    )


def _is_too_late(tx: Transaction, delivery: Delivery) -> bool:
    return tx.now - delivery.claim.due_since > _TOO_LATE
