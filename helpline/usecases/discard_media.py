"""Takes away at the provider what is stored here: a file should not lie in two places."""

from collections.abc import Mapping

from helpline.domain.fetching import Fetcher, FetchFailed
from helpline.log import log_event
from helpline.storage import media_queue
from helpline.storage.database import Database

_AT_ONCE = 50


def discard_next(database: Database, fetchers: Mapping[str, Fetcher]) -> int:
    """Works on a few files and returns how many are gone now. What fails is tried again the next time."""
    with database.read() as tx:
        found = media_queue.list_to_discard(tx, fetchers.keys(), limit=_AT_ONCE)
    count = 0
    for media_id, channel, reference in found:
        try:
            fetchers[channel].discard(reference)
        except FetchFailed as error:
            log_event("media_left_at_provider", media=media_id, error=error.reason)
            continue
        with database.write() as tx:
            media_queue.note_discarded(tx, media_id)
        count += 1
    return count
