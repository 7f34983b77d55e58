"""What staff did that belongs to no case."""

from typing import Any

from helpline.storage.database import Transaction
from helpline.storage.schema import events


def note_event(tx: Transaction, name: str, *, staff_id: str, details: dict[str, Any]) -> None:
    """`details` hold ids and codes only, never what somebody wrote."""
    tx.execute(events.insert().values(name=name, staff_id=staff_id, details=details, created_at=tx.now))
