"""Putting messages into the outbox, letting time pass, and looking at what became of them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from helpline.domain.conversations import Profile
from helpline.domain.messages import OutgoingMessage
from helpline.domain.sending import Pace, Part, Sender
from helpline.storage import conversations, messages, outbox
from helpline.storage.database import Database, Transaction
from helpline.storage.schema import addresses, outbox_parts
from helpline.storage.schema import outbox as outbox_table
from helpline.usecases.deliver_outbox import deliver_next
from tests.channels.people import ADDRESSES


def start(database: Database, channel: str, address: str = "") -> str:
    """A conversation's id."""
    with database.write() as tx:
        return conversations.start_conversation(
            tx, channel=channel, address=address or ADDRESSES[channel], profile=Profile(language="en")
        )


def put_out(database: Database, conversation_id: str, message: OutgoingMessage | str, author: str = "bot") -> str:
    """A message's id."""
    with database.write() as tx:
        return put_out_within(tx, conversation_id, message, author)


def put_out_within(
    tx: Transaction,
    conversation_id: str,
    message: OutgoingMessage | str,
    author: str = "bot",
    *,
    is_answer: bool = False,
) -> str:
    """What use cases do through `send_message`."""
    if isinstance(message, str):
        message = OutgoingMessage(message, "en")
    conversation = conversations.load_and_lock(tx, conversation_id)
    message_id = messages.add_message(
        tx, conversation_id, author=author, body=message.to_data(), language=message.language
    )
    outbox.add(
        tx,
        conversation_id=conversation_id,
        message_id=message_id,
        channel=conversation.channel,
        epoch=conversation.epoch,
        state="new",
        despite_stop=is_answer,
    )
    return message_id


def deliver_all(database: Database, senders: dict[str, Sender]) -> int:
    """Until nothing is due; how many times something was."""
    count = 0
    while deliver_next(database, senders):
        count += 1
        assert count < 500
    return count


def let_time_pass(database: Database) -> None:
    """All waits are over, and all leases have run out."""
    with database.write() as tx:
        past = tx.now - timedelta(seconds=1)
        tx.execute(update(outbox_table).values(available_at=past))
        tx.execute(update(outbox_table).where(outbox_table.c.lease.is_not(None)).values(lease_until=past))


def make_older(database: Database, message_id: str, age: timedelta) -> None:
    with database.write() as tx:
        is_it = outbox_table.c.message_id == message_id
        tx.execute(update(outbox_table).where(is_it).values(created_at=tx.now - age))


def row_of(database: Database, message_id: str) -> Any:
    with database.read() as tx:
        return tx.execute(select(outbox_table).where(outbox_table.c.message_id == message_id)).one()


def state_of(database: Database, message_id: str) -> str:
    return str(row_of(database, message_id).state)


def parts_of(database: Database, message_id: str) -> Sequence[Any]:
    with database.read() as tx:
        is_it = outbox_parts.c.message_id == message_id
        return tx.execute(select(outbox_parts).where(is_it).order_by(outbox_parts.c.number)).all()


def waits_for(database: Database, message_id: str) -> timedelta:
    """How long until it is tried again."""
    with database.read() as tx:
        return timedelta(seconds=(row_of(database, message_id).available_at - tx.now).total_seconds())


def address_row(database: Database) -> Any:
    with database.read() as tx:
        return tx.execute(select(addresses)).one()


class Killed(BaseException):
    """As `kill -9`: nothing in the sending code can catch it and tidy up."""


@dataclass
class Watched:
    """A channel with something that happens just before or just after the provider's call of a part, by its count."""

    sender: Sender
    before: Callable[[int], None] = lambda count: None
    after: Callable[[int, str, str], None] = lambda count, provider_id, reference: None
    calls: int = field(default=0)

    @property
    def pace(self) -> Pace:
        return self.sender.pace

    @property
    def can_look_up(self) -> bool:
        return self.sender.can_look_up

    def parts(self, channel: str, message: OutgoingMessage) -> Sequence[Part]:
        return self.sender.parts(channel, message)

    def send(self, channel: str, address: str, part: Part, *, reference: str) -> str:
        count, self.calls = self.calls, self.calls + 1
        self.before(count)
        provider_id = self.sender.send(channel, address, part, reference=reference)
        self.after(count, provider_id, reference)
        return provider_id

    def find_sent(
        self, channel: str, address: str, part: Part, *, since: datetime, known: Collection[str]
    ) -> str | None:
        return self.sender.find_sent(channel, address, part, since=since, known=known)


def dying(sender: Sender, *, before: int | None = None, after: int | None = None) -> Watched:
    """The process ends before or after the call with this count."""

    def die_before(count: int) -> None:
        if count == before:
            raise Killed

    def die_after(count: int, provider_id: str, reference: str) -> None:
        if count == after:
            raise Killed

    return Watched(sender, die_before, die_after)
