"""Everything that sending one message needs to know, read in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpline.domain.conversations import Owner
from helpline.domain.messages import OutgoingMessage
from helpline.domain.window import Window
from helpline.storage import people
from helpline.storage.database import Transaction
from helpline.storage.outbox import OutboxClaim
from helpline.storage.schema import addresses, conversations, messages


@dataclass(frozen=True)
class Delivery:
    """A claimed message with its address, and what holds for conversation and address now."""

    claim: OutboxClaim
    message: OutgoingMessage
    author: str
    owner: Owner
    epoch: int
    address_id: str
    address: str
    is_stopped: bool
    is_unreachable: bool
    window: Window

    @property
    def is_unwanted(self) -> bool:
        """The person said STOP. Its confirmation and answers to what they write afterwards are marked as wanted."""
        return self.is_stopped and not self.claim.despite_stop

    @property
    def is_by_another_channel(self) -> bool:
        """An SMS to somebody whose conversation is on WhatsApp."""
        return self.claim.channel != self.window.channel

    def must_wait(self, now: datetime) -> bool:
        """Free text outside WhatsApp's window."""
        return not (self.message.template or self.is_by_another_channel or self.window.is_open(now))

    @property
    def is_overtaken(self) -> bool:
        """The bot said it before staff took over. Emergency numbers are sent whatever happens, and so is the note that
        something waits: what waits may be what staff wrote."""
        is_late = self.author == "bot" and self.owner is Owner.STAFF and self.claim.epoch < self.epoch
        return is_late and not (self.message.urgent or self.message.template)


def load_delivery(tx: Transaction, claim: OutboxClaim) -> Delivery:
    row = tx.execute(
        select(
            messages.c.body_sealed,
            messages.c.author,
            conversations.c.owner,
            conversations.c.epoch,
            addresses.c.id,
            addresses.c.channel,
            addresses.c.address_sealed,
            addresses.c.stopped_at,
            addresses.c.unreachable_since,
            addresses.c.last_received_at,
            addresses.c.window_refused_at,
            addresses.c.waiting_noted_at,
        )
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(addresses, addresses.c.id == conversations.c.address_id)
        .where(messages.c.id == claim.message_id)
    ).one()
    address = tx.cipher.open(row.address_sealed)
    return Delivery(
        claim=claim,
        message=OutgoingMessage.from_data(tx.cipher.open_data(row.body_sealed)),
        author=row.author,
        owner=Owner(row.owner),
        epoch=row.epoch,
        address_id=row.id,
        address=address,
        is_stopped=row.stopped_at is not None
        or (claim.channel != row.channel and _is_stopped_on(tx, claim.channel, address)),
        is_unreachable=row.unreachable_since is not None,
        window=Window(row.channel, row.last_received_at, row.window_refused_at, row.waiting_noted_at),
    )


def _is_stopped_on(tx: Transaction, channel: str, address: str) -> bool:
    """Of a number that also writes to us by SMS, what it said there counts for SMS."""
    address_id = people.find_address(tx, channel, address)
    statement = select(addresses.c.stopped_at).where(addresses.c.id == address_id)
    return address_id is not None and tx.execute(statement).scalar() is not None
