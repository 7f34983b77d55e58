"""Messages that a phone did not take because it was off are sent once more after a while."""

from helpline.log import log_event
from helpline.storage import outbox_held
from helpline.storage.database import Database


def release_held(database: Database) -> int:
    """Returns how many messages are due again."""
    with database.write() as tx:
        count = outbox_held.release_due(tx)
    if count:
        log_event("messages_sent_again", count=count)
    return count
