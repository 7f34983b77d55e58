"""A message did not arrive: the address is marked, and whoever works on the case sees it."""

from helpline.domain.consent import Kind, Source
from helpline.domain.sending import AddressStopped, AddressUnreachable, SendFailed
from helpline.log import log_event
from helpline.storage import cases, consents, conversations, people
from helpline.storage.database import Transaction
from helpline.usecases.hold_back import tell_otherwise


def note_undelivered(
    tx: Transaction, conversation_id: str, message_id: str, error: SendFailed, *, channel: str, is_note: bool = False
) -> None:
    """`is_note`: it should have said that something waits. What an SMS met says nothing about an address on WhatsApp.
    The caller of a note's failure holds the conversation's lock."""
    log_event("message_undelivered", message=message_id, conversation=conversation_id, error=error.error_code)
    conversation = conversations.load(tx, conversation_id)
    if channel == conversation.channel:
        _mark(tx, conversation.address_id, error)
    if is_note:
        tell_otherwise(tx, conversation_id, channel)
        return
    case = cases.find_open_case(tx, conversation_id)
    if case is not None:
        cases.add_event(tx, "MessageUndelivered", case=case, details={"message": message_id, "error": error.error_code})


def _mark(tx: Transaction, address_id: str, error: SendFailed) -> None:
    """Each in the ledger once, however many messages meet it."""
    if isinstance(error, AddressStopped):
        if consents.stopped_since(tx, address_id) is None:
            consents.stop(tx, address_id, Source.PROVIDER)
    elif isinstance(error, AddressUnreachable):
        if error.is_block and not people.is_unreachable(tx, address_id):
            consents.note(tx, address_id, Kind.BLOCKED, Source.PROVIDER)
        people.set_unreachable(tx, address_id, True)
