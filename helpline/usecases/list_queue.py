"""The queue as staff see it, and what has changed since they last saw it."""

from collections.abc import Collection
from dataclasses import dataclass

from helpline.domain.cases import Priority
from helpline.domain.languages import SERVED
from helpline.domain.people import Staff
from helpline.storage import queue
from helpline.storage.database import Database
from helpline.storage.queue import QueueCounts, QueueFilter, QueueRow

ALL = "all"
# What staff can choose to see, in the order in which it is offered.
FILTERS = (ALL, "urgent", *sorted(SERVED), "mine", "closed")


@dataclass(frozen=True)
class QueueView:
    rows: tuple[QueueRow, ...]
    counts: QueueCounts


@dataclass(frozen=True)
class QueueChanges:
    """`rows` are those already on the screen as they are now; `new` has come into the list since."""

    rows: tuple[QueueRow, ...]
    new: tuple[QueueRow, ...]
    counts: QueueCounts


def list_queue(database: Database, staff: Staff, show: str) -> QueueView:
    """`show` is one of FILTERS; anything else shows all."""
    with database.read() as tx:
        return QueueView(queue.list_rows(tx, _filter(show, staff)), queue.count_cases(tx, staff.id))


def list_changes(database: Database, staff: Staff, show: str, known: Collection[str]) -> QueueChanges:
    """`known` are the numbers of the cases on the screen."""
    with database.read() as tx:
        listed = queue.list_rows(tx, _filter(show, staff))
        numbers = {row.number for row in listed}
        gone = queue.rows_by_number(tx, set(known) - numbers)
        return QueueChanges(
            rows=(*(row for row in listed if row.number in known), *gone),
            new=tuple(row for row in listed if row.number not in known),
            counts=queue.count_cases(tx, staff.id),
        )


def _filter(show: str, staff: Staff) -> QueueFilter:
    if show in SERVED:
        return QueueFilter(language=show)
    match show:
        case "urgent":
            return QueueFilter(priority=Priority.URGENT)
        case "mine":
            return QueueFilter(staff_id=staff.id)
        case "closed":
            return QueueFilter(is_closed=True)
    return QueueFilter()
