"""A provider reports what became of a message: twice, out of order, and sometimes before it answers our own call."""

import re

from helpline.domain.sending import Receipt, SendGivenUp
from helpline.storage import outbox, outbox_parts
from helpline.storage.database import Database, Transaction
from helpline.storage.outbox_parts import PartRecord
from helpline.usecases.note_undelivered import note_undelivered

_REFERENCE = re.compile(r"([0-9a-f-]{36})\.(\d{1,4})", re.ASCII)


def note_receipt(database: Database, receipt: Receipt) -> bool:
    """False when the report is on nothing that we sent, such as a message of a person who was erased."""
    with database.write() as tx:
        found = _find(tx, receipt)
        if found is None:
            return False
        outbox.lock(tx, found.message_id)
        part = _find(tx, receipt)
        if part is not None and outbox_parts.raise_state(tx, part, receipt.state, receipt.provider_id):
            _raise_message(tx, part, receipt)
    return True


def _find(tx: Transaction, receipt: Receipt) -> PartRecord | None:
    """By the provider's id, else by our own reference when that id is not known yet."""
    known = outbox_parts.find_part(tx, receipt.channel, receipt.provider_id)
    reference = _REFERENCE.fullmatch(receipt.reference)
    if known or not reference:
        return known
    return outbox_parts.find_unanswered(tx, receipt.channel, reference.group(1), int(reference.group(2)))


def _raise_message(tx: Transaction, part: PartRecord, receipt: Receipt) -> None:
    if part.is_open:
        outbox.go_on(tx, part.message_id)
    failure = receipt.failure or SendGivenUp("")
    state = outbox_parts.summary(tx, part.message_id)
    conversation_id = outbox.raise_state(tx, part.message_id, state, failure.error_code)
    if conversation_id is not None and state == outbox_parts.FAILED:
        note_undelivered(tx, conversation_id, part.message_id, failure)
