"""Conversations: owner, epoch, dialogue and what was last offered."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, select, update

from helpline.domain.choices import Menus
from helpline.domain.conversations import Conversation, Owner, Profile
from helpline.domain.messages import Choice
from helpline.errors import NotFound
from helpline.storage.database import Transaction
from helpline.storage.people import add_address, add_person, find_address, profile_of
from helpline.storage.schema import addresses, conversations, people


def start_conversation(
    tx: Transaction, *, channel: str, address: str, profile: Profile, token_hash: str | None = None
) -> str:
    """A person, their address and their conversation, in one go; returns the conversation's id."""
    person_id = add_person(tx, profile)
    address_id = add_address(tx, person_id, channel, address)
    conversation_id = str(uuid.uuid4())
    tx.execute(
        conversations.insert().values(
            id=conversation_id,
            person_id=person_id,
            address_id=address_id,
            channel=channel,
            owner=Owner.BOT,
            epoch=0,
            last_seq=0,
            token_hash=token_hash,
            created_at=tx.now,
        )
    )
    return conversation_id


def find_by_address(tx: Transaction, channel: str, address: str) -> str | None:
    address_id = find_address(tx, channel, address)
    if address_id is None:
        return None
    return tx.execute(select(conversations.c.id).where(conversations.c.address_id == address_id)).scalar()


def find_by_token(tx: Transaction, conversation_id: str, token: str) -> bool:
    """Whether `token` opens this conversation (web chat)."""
    stored = tx.execute(select(conversations.c.token_hash).where(conversations.c.id == conversation_id)).scalar()
    return stored is not None and stored == tx.cipher.lookup_hash(f"webchat-token:{token}")


def load(tx: Transaction, conversation_id: str) -> Conversation:
    """Raises NotFound."""
    row = tx.execute(_select().where(conversations.c.id == conversation_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such conversation.")
    return _conversation(tx, row)


def load_and_lock(tx: Transaction, conversation_id: str) -> Conversation:
    """The same, and nobody else changes it until the transaction ends. Raises NotFound.

    Locked first and read afterwards: in one statement PostgreSQL would look for the person whom the conversation had
    before it waited, and whoever joins two chats gives it another.
    """
    lock(tx, conversation_id)
    return load(tx, conversation_id)


def lock(tx: Transaction, conversation_id: str) -> None:
    """Puts those who add to one conversation in a row, so that the order of ids is the order of commits."""
    tx.execute(select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update())


def try_lock(tx: Transaction, conversation_id: str) -> bool:
    """Without waiting: whoever already holds another row that the conversation's holder may want must not wait."""
    statement = select(conversations.c.id).where(conversations.c.id == conversation_id)
    return tx.execute(statement.with_for_update(skip_locked=True)).scalar() is not None


def change_owner(tx: Transaction, conversation_id: str, owner: Owner, staff_id: str | None = None) -> None:
    tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(owner=owner, staff_id=staff_id, epoch=conversations.c.epoch + 1)
    )


def store_dialogue(tx: Transaction, conversation_id: str, dialogue: dict[str, Any]) -> None:
    sealed = tx.cipher.seal_data(dialogue) if dialogue else None
    tx.execute(update(conversations).where(conversations.c.id == conversation_id).values(dialogue_sealed=sealed))


def offer(tx: Transaction, conversation_id: str, choices: Sequence[Choice], *, expects_number: bool = False) -> None:
    """What a number or a label in the next message refers to; the menus before it are kept for a while."""
    menus = load_menus(tx, conversation_id).followed_by(choices, expects_number=expects_number)
    sealed = tx.cipher.seal_data(asdict(menus))
    tx.execute(update(conversations).where(conversations.c.id == conversation_id).values(offered_sealed=sealed))


def load_menus(tx: Transaction, conversation_id: str) -> Menus:
    sealed = tx.execute(select(conversations.c.offered_sealed).where(conversations.c.id == conversation_id)).scalar()
    data = tx.cipher.open_data(sealed) or {}
    if isinstance(data, list):  # as the first version stored it
        return Menus(_choices(data))
    earlier = tuple(_choices(menu) for menu in data.get("earlier", ()))
    return Menus(_choices(data.get("present", ())), earlier, bool(data.get("expects_number")))


def _choices(data: Iterable[dict[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(**choice) for choice in data)


def _select() -> Select[Any]:
    profile = (people.c[name] for name in Profile.__dataclass_fields__)
    return (
        select(conversations, addresses.c.stopped_at, *profile)
        .join(people, people.c.id == conversations.c.person_id)
        .join(addresses, addresses.c.id == conversations.c.address_id)
    )


def _conversation(tx: Transaction, row: Any) -> Conversation:
    return Conversation(
        id=row.id,
        person_id=row.person_id,
        address_id=row.address_id,
        channel=row.channel,
        owner=Owner(row.owner),
        epoch=row.epoch,
        profile=profile_of(row),
        dialogue=tx.cipher.open_data(row.dialogue_sealed) or {},
        staff_id=row.staff_id,
        stopped_at=row.stopped_at,
    )
