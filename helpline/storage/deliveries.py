"""Everything that sending one message needs to know, read in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from helpline.domain.conversations import Owner
from helpline.domain.messages import OutgoingMessage
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
    stopped_at: datetime | None
    is_unreachable: bool

    @property
    def is_unwanted(self) -> bool:
        """The person said stop. What was stored in that very transaction is the confirmation of it."""
        return self.stopped_at is not None and self.claim.created_at != self.stopped_at

    @property
    def is_overtaken(self) -> bool:
        """The bot said it before staff took over. Emergency numbers are sent whatever happens."""
        is_late = self.author == "bot" and self.owner is Owner.STAFF and self.claim.epoch < self.epoch
        return is_late and not self.message.urgent


def load_delivery(tx: Transaction, claim: OutboxClaim) -> Delivery:
    row = tx.execute(
        select(
            messages.c.body_sealed,
            messages.c.author,
            conversations.c.owner,
            conversations.c.epoch,
            addresses.c.id,
            addresses.c.address_sealed,
            addresses.c.stopped_at,
            addresses.c.unreachable_since,
        )
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(addresses, addresses.c.id == conversations.c.address_id)
        .where(messages.c.id == claim.message_id)
    ).one()
    return Delivery(
        claim=claim,
        message=OutgoingMessage.from_data(tx.cipher.open_data(row.body_sealed)),
        author=row.author,
        owner=Owner(row.owner),
        epoch=row.epoch,
        address_id=row.id,
        address=tx.cipher.open(row.address_sealed),
        stopped_at=row.stopped_at,
        is_unreachable=row.unreachable_since is not None,
    )
