"""What a case's page in the staff console is made of, and marks that differ when something on a page has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from helpline.domain.cases import Case, CaseState
from helpline.domain.consent import Consent
from helpline.domain.conversations import Profile
from helpline.domain.privacy import country_of_number, mask_address
from helpline.domain.window import Window
from helpline.errors import NotFound
from helpline.storage import media
from helpline.storage.cases import case_of
from helpline.storage.database import Transaction
from helpline.storage.people import profile_of
from helpline.storage.schema import addresses, cases, conversations, events, messages, outbox, people, staff


@dataclass(frozen=True)
class CaseHead:
    """The case with its person; `address` is masked, `holder` the name of the staff member who has it."""

    case: Case
    channel: str
    last_seq: int
    profile: Profile
    address: str
    address_country: str
    holder: str
    stopped_at: datetime | None
    is_unreachable: bool
    window: Window
    consent: Consent

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None


@dataclass(frozen=True)
class CaseEvent:
    """A fact of the case's history, such as `CaseTaken`."""

    id: int
    name: str
    at: datetime
    staff_name: str
    details: dict[str, Any]


def load_head(tx: Transaction, number: str) -> CaseHead:
    """Raises NotFound."""
    statement = select(
        cases,
        conversations.c.channel,
        conversations.c.last_seq,
        addresses.c.address_sealed,
        staff.c.name.label("staff_name"),
    ).join(conversations, conversations.c.id == cases.c.conversation_id)
    with_person = _with_person(statement).outerjoin(staff, staff.c.id == cases.c.staff_id)
    row = tx.execute(with_person.where(cases.c.number == number)).one_or_none()
    if row is None:
        raise NotFound("There is no case with this number.")
    address = tx.cipher.open(row.address_sealed)
    return CaseHead(
        case=case_of(row),
        channel=row.channel,
        last_seq=row.last_seq,
        profile=profile_of(row),
        address=mask_address(row.channel, address),
        address_country=country_of_number(address) if row.channel in ("whatsapp", "sms") else "",
        holder=row.staff_name or "",
        stopped_at=row.stopped_at,
        is_unreachable=row.unreachable_since is not None,
        window=Window(row.channel, row.last_received_at, row.window_refused_at, row.waiting_noted_at),
        consent=Consent(row.follow_up_since, row.learning_since),
    )


def find_case(tx: Transaction, number: str) -> Case:
    """The case alone. Raises NotFound."""
    row = tx.execute(select(cases).where(cases.c.number == number)).one_or_none()
    if row is None:
        raise NotFound("There is no case with this number.")
    return case_of(row)


def list_history(tx: Transaction, case_id: str) -> Sequence[CaseEvent]:
    statement = (
        select(events, staff.c.name.label("staff_name"))
        .outerjoin(staff, staff.c.id == events.c.staff_id)
        .where(events.c.case_id == case_id)
        .order_by(events.c.id)
    )
    return [
        CaseEvent(row.id, row.name, row.created_at, row.staff_name or "", row.details or {})
        for row in tx.execute(statement)
    ]


def queue_mark(tx: Transaction) -> str:
    """Differs when the queue looks different: cases, owners, or who wrote last."""
    newest = select(func.max(events.c.id)).scalar_subquery()
    statement = (
        select(func.count(), func.sum(conversations.c.last_seq), func.sum(conversations.c.epoch), newest)
        .select_from(cases.join(conversations, conversations.c.id == cases.c.conversation_id))
        .where(cases.c.state != CaseState.CLOSED)
    )
    return repr(tuple(tx.execute(statement).one()))


def case_mark(tx: Transaction, conversation_id: str) -> str:
    """Differs when a case's page looks different: messages, what was understood, delivery, owner, person, history."""
    of_conversation = messages.c.conversation_id == conversation_id
    understood = select(func.count(messages.c.understanding_sealed)).where(of_conversation).scalar_subquery()
    newest = select(func.max(events.c.id)).where(events.c.conversation_id == conversation_id).scalar_subquery()
    head = _with_person(select(conversations.c.last_seq, conversations.c.epoch, understood, newest))
    row = tx.execute(head.where(conversations.c.id == conversation_id)).one_or_none()
    sent = select(outbox.c.state, func.count()).where(outbox.c.conversation_id == conversation_id)
    states = tx.execute(sent.group_by(outbox.c.state).order_by(outbox.c.state)).all()
    return repr((tuple(row) if row else None, [tuple(state) for state in states], media.mark(tx, conversation_id)))


def _with_person(statement: Select[Any]) -> Select[Any]:
    """Adds what is shown of the person to a statement on conversations."""
    shown = [people.c[name] for name in Profile.__dataclass_fields__]
    return (
        statement.add_columns(
            *shown,
            people.c.follow_up_since,
            people.c.learning_since,
            addresses.c.stopped_at,
            addresses.c.unreachable_since,
            addresses.c.last_received_at,
            addresses.c.window_refused_at,
            addresses.c.waiting_noted_at,
        )
        .join(people, people.c.id == conversations.c.person_id)
        .join(addresses, addresses.c.id == conversations.c.address_id)
    )
