"""A person blocked us, or lets us write again: a provider told us before anything failed."""

from datetime import timedelta

from helpline.domain.chat_events import Block
from helpline.domain.consent import Kind, Source
from helpline.storage import consents, conversations, people, windows
from helpline.storage.database import Database, Transaction
from helpline.usecases.consent import stop

# Between our clock and the provider's, which tells whole seconds.
_CLOCK_SKEW = timedelta(seconds=2)


def note_block(database: Database, block: Block) -> bool:
    """False for somebody we do not know, and for what is known already or overtaken."""
    with database.write() as tx:
        conversation_id = conversations.find_by_address(tx, block.channel, block.address)
        if conversation_id is None:
            return False
        conversation = conversations.load_and_lock(tx, conversation_id)
        address_id = conversation.address_id
        if not block.is_blocked:
            _resume(tx, address_id)
            return True
        received = windows.load_window(tx, address_id).last_received_at
        if people.is_unreachable(tx, address_id) or (received and received > block.at + _CLOCK_SKEW):
            return False  # whoever writes to us has not blocked us
        stop(tx, conversation, Source.PROVIDER)
        consents.note(tx, address_id, Kind.BLOCKED, Source.PROVIDER)
        people.set_unreachable(tx, address_id, True)
    return True


def _resume(tx: Transaction, address_id: str) -> None:
    """A STOP that the person wrote or tapped outlives the block."""
    people.set_unreachable(tx, address_id, False)
    stops: list[Source] = []
    for entry in consents.list_entries(tx, address_id):
        if entry.kind is Kind.START:
            stops = []
        elif entry.kind is Kind.STOP:
            stops.append(entry.source)
    if all(source is Source.PROVIDER for source in stops):
        consents.start(tx, address_id, Source.PROVIDER)
