"""Deletes the texts of conversations that have been quiet for long, as people are told when they first write, and codes
whose time is over."""

from helpline.domain.consent import purge_before
from helpline.log import log_event
from helpline.storage import link_codes, retention
from helpline.storage.database import Database

# So many conversations in one transaction: nobody should wait for it.
BATCH = 50


def purge_texts(database: Database, quiet_days: int, *, batch: int = BATCH) -> int:
    """How many conversations lost their texts. Any number of processes may do it at once."""
    with database.write() as tx:
        link_codes.forget_old(tx)
    purged = 0
    while True:
        with database.write() as tx:
            found = retention.claim_quiet(tx, purge_before(tx.now, quiet_days), limit=batch)
            for conversation_id, last_seq in found:
                retention.purge(tx, conversation_id, last_seq)
        purged += len(found)
        if len(found) < batch:
            break
    if purged:
        log_event("texts_purged", conversations=purged)
    return purged
