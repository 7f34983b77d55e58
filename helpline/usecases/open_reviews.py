"""Opens a review task for every answer past its date. Runs at start and once a day; can be repeated at will."""

from helpline.log import log_event
from helpline.storage import reviews
from helpline.storage.database import Database


def open_reviews(database: Database) -> int:
    """The number of new tasks."""
    with database.write() as tx:
        today = tx.now.date()
        closed = reviews.close_settled(tx, today)
        opened = reviews.open_due(tx, today)
    if opened or closed:
        log_event("reviews_opened", opened=opened, closed=closed)
    return opened
