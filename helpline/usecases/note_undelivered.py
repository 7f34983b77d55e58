"""A message did not arrive: the address is marked, and whoever works on the case sees it."""

from helpline.domain.consent import Kind, Source
from helpline.domain.sending import AddressStopped, AddressUnreachable, SendFailed
from helpline.log import log_event
from helpline.storage import cases, consents, conversations, people
from helpline.storage.database import Transaction


def note_undelivered(
    tx: Transaction, conversation_id: str, message_id: str, error: SendFailed, *, is_by_another_channel: bool = False
) -> None:
    """`is_by_another_channel`: what an SMS met says nothing about the person's address on WhatsApp."""
    log_event("message_undelivered", message=message_id, conversation=conversation_id, error=error.error_code)
    if not is_by_another_channel:
        _mark(tx, conversations.load(tx, conversation_id).address_id, error)
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
