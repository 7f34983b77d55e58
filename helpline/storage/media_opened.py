"""Who opened which file. A player asks for a file in many pieces, and a page for its pictures each time it is drawn."""

from datetime import timedelta

from sqlalchemy import select

from helpline.domain.cases import Case
from helpline.storage.cases import add_event
from helpline.storage.database import Transaction
from helpline.storage.schema import events

_EVENT = "MediaOpened"
# Within this it counts as the same look.
_ONE_LOOK = timedelta(minutes=30)


def is_noted(tx: Transaction, case: Case, media_id: int, staff_id: str) -> bool:
    statement = select(events.c.details).where(
        events.c.case_id == case.id,
        events.c.name == _EVENT,
        events.c.staff_id == staff_id,
        events.c.created_at > tx.now - _ONE_LOOK,
    )
    return any(details.get("media") == media_id for details in tx.execute(statement).scalars())


def note(tx: Transaction, case: Case, media_id: int, staff_id: str) -> None:
    add_event(tx, _EVENT, case=case, staff_id=staff_id, details={"media": media_id})
