"""Review tasks: answers that staff have to compare with their sources again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from helpline.domain.answers import GRACE
from helpline.storage.database import Transaction
from helpline.storage.schema import answers, review_tasks

# Past its date, and so long past it that it is no longer sent.
DUE, EXPIRED = "due", "expired"


@dataclass(frozen=True)
class ReviewTask:
    answer_id: str
    reason: str
    opened_at: datetime


def open_due(tx: Transaction, today: date) -> int:
    """A task for every published answer past its date; the number of new ones. Whose time to be sent has run out is
    marked in the task that is open already."""
    for reason, is_so in ((DUE, answers.c.review_by >= today - GRACE), (EXPIRED, answers.c.review_by < today - GRACE)):
        of_reason = select(answers.c.id).where(is_so)
        tx.execute(
            update(review_tasks)
            .where(review_tasks.c.done_at.is_(None), review_tasks.c.reason.in_((DUE, EXPIRED)))
            .where(review_tasks.c.reason != reason, review_tasks.c.answer_id.in_(of_reason))
            .values(reason=reason)
        )
    # The rows are locked, so that two workers that start together do not both open the same task.
    due = (
        select(answers.c.id, answers.c.review_by)
        .where(answers.c.is_published, answers.c.review_by < today)
        .order_by(answers.c.id)
        .with_for_update()
    )
    found = tx.execute(due).all()
    has_task = set(tx.execute(select(review_tasks.c.answer_id).where(review_tasks.c.done_at.is_(None))).scalars())
    rows = [
        {"answer_id": row.id, "reason": _reason(row.review_by, today), "opened_at": tx.now}
        for row in found
        if row.id not in has_task
    ]
    if rows:
        tx.connection.execute(review_tasks.insert(), rows)
    return len(rows)


def close_settled(tx: Transaction, today: date) -> int:
    """Tasks whose answer has a date to come again, or is no longer published."""
    settled = select(answers.c.id).where((answers.c.review_by >= today) | answers.c.is_published.is_(False))
    closed = tx.execute(
        update(review_tasks)
        .where(review_tasks.c.done_at.is_(None), review_tasks.c.reason.in_((DUE, EXPIRED)))
        .where(review_tasks.c.answer_id.in_(settled))
        .values(done_at=tx.now)
    )
    return closed.rowcount


def close_of_answer(tx: Transaction, answer_id: str, staff_id: str) -> None:
    tx.execute(
        update(review_tasks)
        .where(review_tasks.c.done_at.is_(None), review_tasks.c.answer_id == answer_id)
        .values(done_at=tx.now, staff_id=staff_id)
    )


def open_tasks(tx: Transaction) -> list[ReviewTask]:
    statement = select(review_tasks).where(review_tasks.c.done_at.is_(None))
    return [ReviewTask(row.answer_id, row.reason, row.opened_at) for row in tx.execute(statement)]


def count_open(tx: Transaction) -> int:
    statement = select(func.count()).select_from(review_tasks).where(review_tasks.c.done_at.is_(None))
    return int(tx.execute(statement).scalar_one())


def _reason(review_by: date, today: date) -> str:
    return EXPIRED if review_by < today - GRACE else DUE
