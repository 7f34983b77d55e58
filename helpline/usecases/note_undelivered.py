"""A message did not arrive: the address is marked, and whoever works on the case sees it."""

from helpline.domain.sending import AddressStopped, AddressUnreachable, SendFailed
from helpline.log import log_event
from helpline.storage import cases, conversations, people
from helpline.storage.database import Transaction


def note_undelivered(tx: Transaction, conversation_id: str, message_id: str, error: SendFailed) -> None:
    log_event("message_undelivered", message=message_id, conversation=conversation_id, error=error.error_code)
    address_id = conversations.load(tx, conversation_id).address_id
    if isinstance(error, AddressStopped):
        people.set_stopped(tx, address_id, True)
    elif isinstance(error, AddressUnreachable):
        people.set_unreachable(tx, address_id, True)
    case = cases.find_open_case(tx, conversation_id)
    if case is not None:
        cases.add_event(tx, "MessageUndelivered", case=case, details={"message": message_id, "error": error.error_code})
