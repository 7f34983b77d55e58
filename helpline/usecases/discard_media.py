"""Takes away at the provider what is stored here: a file should not lie in two places."""

from collections.abc import Mapping

from helpline.domain.backoff import delay_before_attempt
from helpline.domain.fetching import Fetcher, FetchFailed
from helpline.log import log_event
from helpline.storage import media_queue
from helpline.storage.database import Database
from helpline.storage.media_queue import ToDiscard

_AT_ONCE = 50
_FIRST_WAIT, _LONGEST_WAIT = 4 * 60, 24 * 60 * 60


def discard_next(database: Database, fetchers: Mapping[str, Fetcher]) -> int:
    """Works on a few files and returns how many are gone now. What fails is tried again, in the end once a day, and
    stands in nobody's way."""
    with database.read() as tx:
        found = media_queue.list_to_discard(tx, fetchers.keys(), limit=_AT_ONCE)
    count = 0
    for file in found:
        try:
            fetchers[file.channel].discard(file.reference)
        except FetchFailed as error:
            log_event("media_left_at_provider", media=file.id, error=error.reason)
            _try_later(database, file)
            continue
        with database.write() as tx:
            media_queue.note_discarded(tx, file.id)
        count += 1
    return count


def _try_later(database: Database, file: ToDiscard) -> None:
    delay = delay_before_attempt(file.attempts + 1, first_seconds=_FIRST_WAIT, longest_seconds=_LONGEST_WAIT)
    with database.write() as tx:
        media_queue.discard_later(tx, file.id, delay)
