"""Receives what a provider heard for us while we could not be reached. Any number of processes may do it at once: the
provider's ids are the webhooks', so nothing is stored twice."""

from datetime import datetime, timedelta

from helpline.domain.recovery import GRACE, Heard, ListHeard, steps
from helpline.log import log_event
from helpline.storage import forgotten, inbox, installation, people
from helpline.storage.database import Database
from helpline.usecases.receive_message import receive_message

_CURSOR = "twilio_recovered_until"


def recover_messages(
    database: Database, list_heard: ListHeard, *, since: datetime | None = None, every: timedelta = timedelta(0)
) -> int:
    """How many were missing. Without `since` it goes on where it stopped; not at all when somebody did so less than
    `every` ago. A failure leaves the mark where it was."""
    with database.read() as tx:
        now, cursor = tx.now, installation.get_value(tx, _CURSOR)
    reached = datetime.fromisoformat(cursor) if cursor else None
    if since is None and reached is not None and now - GRACE - reached < every:
        return 0
    recovered = 0
    for begin, end in steps(since or reached, now):
        heard = sorted(list_heard(begin, end), key=lambda each: each.sent_at)
        recovered += sum(_receive(database, each) for each in heard)
        if reached is None or end > reached:
            with database.write() as tx:
                installation.set_value(tx, _CURSOR, end.isoformat())
    if recovered:
        log_event("messages_recovered", messages=recovered)
    return recovered


def _receive(database: Database, heard: Heard) -> bool:
    message = heard.message
    with database.read() as tx:
        if inbox.is_known(tx, message.channel, message.provider_id):
            return False
        erased_at = forgotten.forgotten_at(tx, people.address_hash(tx, message.channel, message.address))
    if erased_at is not None and heard.sent_at <= erased_at:
        return False
    return receive_message(database, message)
