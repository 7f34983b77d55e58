"""What the staff console shows of cases: each list in one statement, however many rows it has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select

from helpline.domain.cases import CaseState, Priority
from helpline.storage.database import Transaction
from helpline.storage.schema import cases, conversations, messages, people, staff

MOST_ROWS = 200


@dataclass(frozen=True)
class QueueFilter:
    """Empty means any. `is_closed` shows the closed cases in place of the open ones."""

    is_closed: bool = False
    priority: Priority | None = None
    language: str = ""
    staff_id: str = ""


@dataclass(frozen=True)
class QueueRow:
    """`staff_wrote_at` is the last message of staff, `person_wrote_at` the first of the person after it."""

    number: str
    topic: str
    reason: str
    priority: Priority
    state: CaseState
    opened_at: datetime
    staff_id: str
    staff_name: str
    country: str
    language: str
    channel: str
    staff_wrote_at: datetime | None
    person_wrote_at: datetime | None

    @property
    def waits_since(self) -> datetime | None:
        """Since when the person waits for staff to write; None when staff wrote last."""
        if self.state is CaseState.CLOSED:
            return None
        is_first = self.staff_wrote_at is None or self.staff_wrote_at < self.opened_at
        return self.opened_at if is_first or self.state is CaseState.WAITING else self.person_wrote_at


@dataclass(frozen=True)
class QueueCounts:
    waiting: int
    urgent: int
    mine: int


def list_rows(tx: Transaction, wanted: QueueFilter) -> tuple[QueueRow, ...]:
    """By priority, those that nobody has taken first, then whoever has waited longest; closed ones newest first."""
    is_taken = case((cases.c.state == CaseState.TAKEN, 1), else_=0)
    order = (cases.c.closed_at.desc(),) if wanted.is_closed else (cases.c.priority, is_taken, cases.c.opened_at)
    statement = _rows().where(*_conditions(wanted)).order_by(*order, cases.c.id).limit(MOST_ROWS)
    return tuple(_row(row) for row in tx.execute(statement))


def rows_by_number(tx: Transaction, numbers: Collection[str]) -> tuple[QueueRow, ...]:
    """In no particular order; numbers that are unknown, or of an erased person, are left out."""
    return tuple(_row(row) for row in tx.execute(_rows().where(cases.c.number.in_(numbers)))) if numbers else ()


def count_cases(tx: Transaction, staff_id: str) -> QueueCounts:
    waiting, mine = cases.c.state == CaseState.WAITING, _is_mine(staff_id)
    urgent = and_(waiting, cases.c.priority == int(Priority.URGENT))
    numbers = [func.sum(case((wanted, 1), else_=0)) for wanted in (waiting, urgent, mine)]
    found = [int(number or 0) for number in tx.execute(select(*numbers).where(cases.c.state != CaseState.CLOSED)).one()]
    return QueueCounts(*found)


def _is_mine(staff_id: str) -> ColumnElement[bool]:
    return and_(cases.c.state == CaseState.TAKEN, cases.c.staff_id == staff_id)


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    is_closed = cases.c.state == CaseState.CLOSED
    found: list[ColumnElement[bool]] = [is_closed if wanted.is_closed else ~is_closed]
    if wanted.priority is not None:
        found.append(cases.c.priority == int(wanted.priority))
    if wanted.language:
        found.append(people.c.language == wanted.language)
    if wanted.staff_id:
        found.append(_is_mine(wanted.staff_id))
    return found


def _rows() -> Select[Any]:
    staff_wrote_at, person_wrote_at = _last_words()
    return (
        select(
            cases,
            staff.c.name.label("staff_name"),
            people.c.country,
            people.c.language,
            conversations.c.channel,
            staff_wrote_at.label("staff_wrote_at"),
            person_wrote_at.label("person_wrote_at"),
        )
        .join(conversations, conversations.c.id == cases.c.conversation_id)
        .join(people, people.c.id == conversations.c.person_id)
        .outerjoin(staff, staff.c.id == cases.c.staff_id)
    )


def _last_words() -> tuple[ScalarSelect[Any], ScalarSelect[Any]]:
    """When staff wrote last in the row's conversation, and when the person first wrote after that."""
    said, heard = messages.alias("said"), messages.alias("heard")
    by_staff = and_(said.c.conversation_id == conversations.c.id, said.c.author == "staff", said.c.visible_to_person)
    last = select(func.max(said.c.created_at)).where(by_staff).correlate(conversations).scalar_subquery()
    last_seq = select(func.max(said.c.seq)).where(by_staff).correlate(conversations).scalar_subquery()
    first = select(func.min(heard.c.created_at)).where(
        heard.c.conversation_id == conversations.c.id,
        heard.c.author == "person",
        or_(last_seq.is_(None), heard.c.seq > last_seq),
    )
    return last, first.correlate(conversations).scalar_subquery()


def _row(row: Any) -> QueueRow:
    return QueueRow(
        number=row.number,
        topic=row.topic,
        reason=row.reason,
        priority=Priority(row.priority),
        state=CaseState(row.state),
        opened_at=row.opened_at,
        staff_id=row.staff_id or "",
        staff_name=row.staff_name or "",
        country=row.country,
        language=row.language,
        channel=row.channel,
        staff_wrote_at=row.staff_wrote_at,
        person_wrote_at=row.person_wrote_at,
    )
