"""A provider reports what became of a message: twice, out of order, and sometimes before it answers our own call."""

import re
from datetime import timedelta

from helpline.domain.sending import PhoneOff, Receipt, SendGivenUp, WindowClosed
from helpline.storage import conversations, leases, messages, outbox, outbox_held, outbox_parts, windows
from helpline.storage.database import Database, Transaction
from helpline.storage.outbox_parts import PartRecord
from helpline.usecases.note_undelivered import note_undelivered

# Long enough to charge a phone or to come out of a cellar; the answer is still of use.
AGAIN_IN = timedelta(minutes=30)
_REFERENCE = re.compile(r"([0-9a-f-]{36})\.(\d{1,4})", re.ASCII)


def note_receipt(database: Database, receipt: Receipt) -> bool:
    """False when the report is on nothing that we sent, such as a message of a person who was erased."""
    with database.write() as tx:
        found = _find(tx, receipt)
        if found is None:
            return False
        conversation_id = outbox.conversation_of(tx, found.message_id)
        conversations.lock(tx, conversation_id)  # before the outbox, as everybody who waits for it
        outbox.lock(tx, found.message_id)
        part = _find(tx, receipt)
        if part is not None and outbox_parts.raise_state(tx, part, receipt.state, receipt.provider_id):
            _raise_message(tx, part, receipt, conversation_id)
    return True


def _find(tx: Transaction, receipt: Receipt) -> PartRecord | None:
    """By the provider's id, else by our own reference when that id is not known yet."""
    known = outbox_parts.find_part(tx, receipt.channel, receipt.provider_id)
    reference = _REFERENCE.fullmatch(receipt.reference)
    if known or not reference:
        return known
    return outbox_parts.find_unanswered(tx, receipt.channel, reference.group(1), int(reference.group(2)))


def _raise_message(tx: Transaction, part: PartRecord, receipt: Receipt, conversation_id: str) -> None:
    if part.is_open:
        outbox.go_on(tx, part.message_id)
    failure = receipt.failure or SendGivenUp("")
    is_note = bool(messages.load_body(tx, part.message_id).get("template"))
    if isinstance(failure, WindowClosed) and not is_note:
        _let_wait(tx, part.message_id, conversation_id)
        return
    if isinstance(failure, PhoneOff) and not is_note and _hold_for_phone(tx, part.message_id, failure):
        note_undelivered(tx, conversation_id, part.message_id, failure, channel=receipt.channel)
        return
    state = outbox_parts.summary(tx, part.message_id)
    is_news = outbox.raise_state(tx, part.message_id, state, failure.error_code) is not None
    if is_news and state == outbox_parts.FAILED:
        note_undelivered(tx, conversation_id, part.message_id, failure, channel=receipt.channel, is_note=is_note)


def _let_wait(tx: Transaction, message_id: str, conversation_id: str) -> None:
    """Taken, and then not sent because WhatsApp's window is over: only what failed is sent again, once it may be.
    Whoever is at work on the message finds out when they finish."""
    windows.note_refused(tx, conversations.load(tx, conversation_id).address_id)
    if outbox.state_of(tx, message_id) != leases.RUNNING:
        outbox_parts.forget_failed(tx, message_id)
        outbox.take_back(tx, message_id)


def _hold_for_phone(tx: Transaction, message_id: str, failure: PhoneOff) -> bool:
    """Only what failed is sent again. False for a message that was held before, or that is still being worked on."""
    if not outbox_held.hold_for_phone(tx, message_id, failure.error_code, AGAIN_IN):
        return False
    outbox_parts.forget_failed(tx, message_id)
    return True
