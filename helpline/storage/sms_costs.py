"""The SMS that were sent, for counting what they cost. Addresses and texts are opened here and do not leave."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from helpline.domain.privacy import country_of_number
from helpline.domain.sms_costs import PaidSms
from helpline.storage.database import Transaction
from helpline.storage.outbox_parts import SENDING
from helpline.storage.schema import addresses, conversations, messages, outbox_parts


def sent_since(tx: Transaction, since: datetime) -> Iterator[PaidSms]:
    """One for each message; those of erased people are not known any more."""
    of_message = (
        select(outbox_parts.c.message_id, func.sum(outbox_parts.c.segments).label("segments"))
        .where(outbox_parts.c.begun_at >= since, outbox_parts.c.segments.is_not(None), outbox_parts.c.state != SENDING)
        .group_by(outbox_parts.c.message_id)
        .subquery()
    )
    statement = (
        select(of_message.c.segments, messages.c.body_sealed, addresses.c.address_sealed)
        .join(messages, messages.c.id == of_message.c.message_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(addresses, addresses.c.id == conversations.c.address_id)
    )
    for row in tx.execute(statement):
        answer = tx.cipher.open_data(row.body_sealed).get("answer") or {}
        yield PaidSms(country_of_number(tx.cipher.open(row.address_sealed)), answer.get("id", ""), row.segments)
