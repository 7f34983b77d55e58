"""Several conversations of one person: who they are, joining and parting them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from helpline.domain.cases import CaseState
from helpline.domain.conversations import Conversation, Profile
from helpline.domain.privacy import mask_address
from helpline.storage.consents import load_consent
from helpline.storage.database import Transaction
from helpline.storage.people import add_person, change_profile, delete_person, profile_of
from helpline.storage.schema import addresses, cases, conversations, people


@dataclass(frozen=True)
class LinkedChat:
    """Another conversation of the same person; `address` is masked, `case_number` of its open case, or empty."""

    conversation_id: str
    channel: str
    address: str
    case_number: str


def others_of(tx: Transaction, conversation_id: str) -> Sequence[LinkedChat]:
    """What else is of the same person, in the order in which they began it."""
    own = conversations.alias("own")
    person_id = select(own.c.person_id).where(own.c.id == conversation_id).scalar_subquery()
    is_open = (cases.c.conversation_id == conversations.c.id) & (cases.c.state != CaseState.CLOSED)
    number = select(cases.c.number).where(is_open).order_by(cases.c.opened_at.desc()).limit(1).scalar_subquery()
    rows = tx.execute(
        select(conversations.c.id, conversations.c.channel, addresses.c.address_sealed, number.label("case_number"))
        .join(addresses, addresses.c.id == conversations.c.address_id)
        .where(conversations.c.person_id == person_id, conversations.c.id != conversation_id)
        .order_by(conversations.c.created_at, conversations.c.id)
    )
    return [
        LinkedChat(
            conversation_id=row.id,
            channel=row.channel,
            address=mask_address(row.channel, tx.cipher.open(row.address_sealed)),
            case_number=row.case_number or "",
        )
        for row in rows
    ]


def hold(tx: Transaction, *person_ids: str) -> Sequence[str]:
    """The conversations of these people, locked: until the transaction ends nobody adds to them, none becomes theirs
    and none is parted from them. Conversations come before people, in the order in which turns lock them."""
    theirs = (
        select(conversations.c.id)
        .where(conversations.c.person_id.in_(person_ids))
        .order_by(conversations.c.id)
        .with_for_update()
    )
    tx.execute(theirs)
    tx.execute(select(people.c.id).where(people.c.id.in_(person_ids)).order_by(people.c.id).with_for_update())
    # With any that became theirs while this waited.
    return tx.execute(theirs).scalars().all()


def join(tx: Transaction, person_id: str, other_id: str) -> bool:
    """All that is the other's becomes the person's, and the other is no more. What the person has not said is taken
    from the other; allowed is only what both allowed. Returns whether either lost a permission by it."""
    hold(tx, person_id, other_id)
    kept, filled = _profile(tx, person_id), _profile(tx, other_id)
    missing = {name: getattr(filled, name) for name in _SAID if not getattr(kept, name) and getattr(filled, name)}
    if missing:
        change_profile(tx, person_id, **missing)
    has_less = _allow_what_both_allow(tx, person_id, other_id)
    tx.execute(update(addresses).where(addresses.c.person_id == other_id).values(person_id=person_id))
    tx.execute(update(conversations).where(conversations.c.person_id == other_id).values(person_id=person_id))
    delete_person(tx, other_id)
    return has_less


def part(tx: Transaction, conversation: Conversation) -> None:
    """From now on the conversation is of somebody with the same profile, who allows the same."""
    alone = add_person(tx, conversation.profile)
    consent = load_consent(tx, conversation.person_id)
    tx.execute(
        update(people)
        .where(people.c.id == alone)
        .values(follow_up_since=consent.follow_up_since, learning_since=consent.learning_since)
    )
    tx.execute(update(addresses).where(addresses.c.id == conversation.address_id).values(person_id=alone))
    tx.execute(update(conversations).where(conversations.c.id == conversation.id).values(person_id=alone))


# The language is decided anew with each message.
_SAID = ("country", "origin", "role", "sector")


def _profile(tx: Transaction, person_id: str) -> Profile:
    return profile_of(tx.execute(select(people).where(people.c.id == person_id)).one())


def _allow_what_both_allow(tx: Transaction, person_id: str, other_id: str) -> bool:
    own, other = load_consent(tx, person_id), load_consent(tx, other_id)
    kept = {
        "follow_up_since": own.follow_up_since if other.follow_up else None,
        "learning_since": own.learning_since if other.learning else None,
    }
    tx.execute(update(people).where(people.c.id == person_id).values(**kept))
    return own.follow_up != other.follow_up or own.learning != other.learning
