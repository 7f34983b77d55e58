"""Sends a message part after part, each noted before and after its call, so that a crash at any moment repeats nothing
that is known to have been sent."""

from datetime import timedelta

from helpline.domain.segments import count_segments
from helpline.domain.sending import Part, Sender, SendFailed, SendGivenUp, SendUnknown
from helpline.storage import conversations, outbox, outbox_parts, pacing, people, windows
from helpline.storage.database import Database, Transaction
from helpline.storage.deliveries import Delivery
from helpline.storage.outbox_parts import PartRecord
from helpline.usecases.hold_back import BUSY
from helpline.usecases.note_undelivered import note_undelivered

# Between our clock and the provider's.
_CLOCK_SKEW = timedelta(minutes=2)


class LeaseLost(Exception):
    """Somebody else has the message by now, or its person was erased."""


class TooSoon(Exception):
    """The next part has to wait for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def reference_to(message_id: str, number: int) -> str:
    """What goes to the provider with a part and comes back with its receipts."""
    return f"{message_id}.{number}"


def send_parts(database: Database, sender: Sender, delivery: Delivery) -> None:
    """Begins where an earlier try stopped. Raises SendFailed and its kinds, LeaseLost and TooSoon."""
    claim = delivery.claim
    parts = sender.parts(claim.channel, delivery.message)
    with database.read() as tx:
        records = {record.number: record for record in outbox_parts.list_parts(tx, claim.message_id)}
    missing = [number for number in range(len(parts)) if number not in records or records[number].is_open]
    for number in missing:
        earlier = records.get(number)
        provider_id = _find(database, sender, delivery, parts[number], earlier) if earlier else None
        if provider_id is None:
            provider_id = _send(database, sender, delivery, parts[number], number)
        _note_sent(database, delivery, number, provider_id, is_last=number == missing[-1])
    if not missing:
        _note_all_sent(database, delivery)


def _find(database: Database, sender: Sender, delivery: Delivery, part: Part, earlier: PartRecord) -> str | None:
    """An earlier try ended without an answer. While the provider cannot be asked, nothing is sent."""
    if not sender.can_look_up:
        return None
    claim = delivery.claim
    with database.read() as tx:
        known = outbox_parts.known_ids(tx, claim.conversation_id)
    try:
        since = earlier.begun_at - _CLOCK_SKEW
        return sender.find_sent(claim.channel, delivery.address, part, since=since, known=known)
    except SendFailed as error:
        raise SendUnknown(error.error_code, retry_in=error.retry_in) from error


def _send(database: Database, sender: Sender, delivery: Delivery, part: Part, number: int) -> str:
    claim = delivery.claim
    with database.write() as tx:
        if not outbox.hold_on(tx, claim):
            raise LeaseLost
        # Nobody in danger waits for others.
        wait = 0.0 if delivery.message.urgent else pacing.seconds_to_wait(tx, sender.pace, claim)
        if wait:
            raise TooSoon(wait)
        segments = count_segments(part.text) if claim.channel == "sms" else None
        outbox_parts.begin(tx, claim.message_id, number, claim.channel, segments)
    return sender.send(claim.channel, delivery.address, part, reference=reference_to(claim.message_id, number))


def _note_sent(database: Database, delivery: Delivery, number: int, provider_id: str, *, is_last: bool) -> None:
    """Noted also when the lease is lost: that it was sent is true all the same."""
    with database.write() as tx:
        outbox.lock(tx, delivery.claim.message_id)
        outbox_parts.note_sent(tx, delivery.claim.message_id, number, provider_id)
        if is_last:
            _finish(tx, delivery)


def _note_all_sent(database: Database, delivery: Delivery) -> None:
    """A receipt told of the last part before the next try did."""
    with database.write() as tx:
        _finish(tx, delivery)


def _finish(tx: Transaction, delivery: Delivery) -> None:
    claim = delivery.claim
    state = outbox_parts.summary(tx, claim.message_id)
    if not outbox.hold_on(tx, claim):
        outbox.raise_state(tx, claim.message_id, state)  # stopped meanwhile; what went out went out
        return
    if state == outbox_parts.FAILED:
        _finish_failed(tx, delivery)
        return
    outbox.finish(tx, claim, state=state)
    if delivery.is_unreachable:
        people.set_unreachable(tx, delivery.address_id, False)


def _finish_failed(tx: Transaction, delivery: Delivery) -> None:
    """A receipt was quicker than the answer to our call. A note goes out because the window is closed: that is no
    reason to send it again."""
    claim = delivery.claim
    is_note = bool(delivery.message.template)
    if not is_note and not windows.load_window(tx, delivery.address_id).is_open(tx.now):
        outbox_parts.forget_failed(tx, claim.message_id)
        outbox.try_again_later(tx, claim, timedelta(0), "window_closed")
        return
    if is_note and not conversations.try_lock(tx, claim.conversation_id):
        outbox.try_again_later(tx, claim, BUSY, "")
        return
    outbox.finish(tx, claim, state=outbox_parts.FAILED)
    error = SendGivenUp("")
    note_undelivered(tx, claim.conversation_id, claim.message_id, error, channel=claim.channel, is_note=is_note)
