"""Cases and the events around them."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update

from helpline.domain.cases import Case, CaseState, Priority, new_case_number
from helpline.errors import NotFound
from helpline.storage.database import Transaction
from helpline.storage.schema import cases, conversations, events


def open_case(tx: Transaction, *, conversation_id: str, topic: str, reason: str, priority: Priority) -> Case:
    case = Case(
        id=str(uuid.uuid4()),
        number=_free_number(tx),
        conversation_id=conversation_id,
        topic=topic,
        reason=reason,
        priority=priority,
        state=CaseState.WAITING,
        opened_at=tx.now,
    )
    tx.execute(
        cases.insert().values(
            id=case.id,
            number=case.number,
            conversation_id=conversation_id,
            topic=topic,
            reason=reason,
            priority=int(priority),
            state=case.state,
            opened_at=tx.now,
        )
    )
    add_event(tx, "CaseOpened", case=case, details={"topic": topic, "reason": reason, "priority": priority.name})
    return case


def find_open_case(tx: Transaction, conversation_id: str) -> Case | None:
    row = tx.execute(
        select(cases)
        .where(cases.c.conversation_id == conversation_id, cases.c.state != CaseState.CLOSED)
        .order_by(cases.c.opened_at.desc())
        .limit(1)
    ).one_or_none()
    return case_of(row) if row else None


def find_open_case_of(tx: Transaction, person_id: str) -> Case | None:
    """The newest in any of the person's conversations."""
    row = tx.execute(
        select(cases)
        .join(conversations, conversations.c.id == cases.c.conversation_id)
        .where(conversations.c.person_id == person_id, cases.c.state != CaseState.CLOSED)
        .order_by(cases.c.opened_at.desc())
        .limit(1)
    ).one_or_none()
    return case_of(row) if row else None


def find_latest_case(tx: Transaction, conversation_id: str) -> Case | None:
    row = tx.execute(
        select(cases).where(cases.c.conversation_id == conversation_id).order_by(cases.c.opened_at.desc()).limit(1)
    ).one_or_none()
    return case_of(row) if row else None


def load_case(tx: Transaction, case_id: str) -> Case:
    """Raises NotFound."""
    row = tx.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such case.")
    return case_of(row)


def change_case(tx: Transaction, case: Case, **values: Any) -> None:
    tx.execute(update(cases).where(cases.c.id == case.id).values(**values))
    tx.ring("cases")


def waiting_before(tx: Transaction, case: Case) -> int:
    """How many cases stand before this one in the queue."""
    earlier = (cases.c.priority < int(case.priority)) | (
        (cases.c.priority == int(case.priority)) & (cases.c.opened_at < case.opened_at)
    )
    statement = select(func.count()).select_from(cases).where(cases.c.state == CaseState.WAITING, earlier)
    return int(tx.execute(statement).scalar_one())


def add_event(
    tx: Transaction, name: str, *, case: Case, staff_id: str | None = None, details: dict[str, Any] | None = None
) -> None:
    """`details` hold ids and codes only, never what somebody wrote."""
    tx.execute(
        events.insert().values(
            name=name,
            case_id=case.id,
            conversation_id=case.conversation_id,
            staff_id=staff_id,
            details=details or {},
            created_at=tx.now,
        )
    )
    tx.ring("cases")


def list_events(tx: Transaction, case_id: str) -> Sequence[Any]:
    return tx.execute(select(events).where(events.c.case_id == case_id).order_by(events.c.id)).all()


def _free_number(tx: Transaction) -> str:
    while True:
        number = new_case_number()
        if tx.execute(select(cases.c.id).where(cases.c.number == number)).scalar() is None:
            return number


def case_of(row: Any) -> Case:
    """`row` has the columns of `cases` under their own names."""
    return Case(
        id=row.id,
        number=row.number,
        conversation_id=row.conversation_id,
        topic=row.topic,
        reason=row.reason,
        priority=Priority(row.priority),
        state=CaseState(row.state),
        opened_at=row.opened_at,
        staff_id=row.staff_id,
        taken_at=row.taken_at,
        closed_at=row.closed_at,
    )
