"""A staff member answers a person."""

from helpline.domain.cases import Case, CaseState
from helpline.domain.languages import served_or_default
from helpline.domain.messages import OutgoingMessage
from helpline.domain.people import Staff
from helpline.errors import Conflict, InvalidInput
from helpline.services import Services
from helpline.storage import cases, conversations, messages
from helpline.storage.database import Transaction
from helpline.usecases.send_message import send_message

LONGEST_REPLY = 4000


def reply_to_person(services: Services, case_id: str, staff: Staff, text: str, *, client_id: str = "") -> str:
    """Returns the message's id. Raises Conflict unless the case is theirs, InvalidInput for an empty text.

    A second call with the same `client_id` and text sends nothing: a form may be sent twice.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_REPLY:
        raise InvalidInput(f"Write a reply of 1 to {LONGEST_REPLY} characters.")
    with services.database.write() as tx:
        case = cases.load_case(tx, case_id)
        conversations.lock(tx, case.conversation_id)
        case = cases.load_case(tx, case_id)
        already_sent = _find_reply(tx, case, client_id, text)
        if already_sent:
            return already_sent
        if case.state is not CaseState.TAKEN or case.staff_id != staff.id:
            raise Conflict("Take the case before you reply." if case.is_open else "This case is closed.")
        conversation = conversations.load(tx, case.conversation_id)
        if conversation.stopped_at is not None:
            raise Conflict(
                f"This person said STOP on {conversation.stopped_at:%Y-%m-%d}. Nothing is sent until they write START."
            )
        language = served_or_default(conversation.profile.language)
        message = OutgoingMessage(text=text, language=language, author_name=staff.name)
        message_id = send_message(services, tx, case.conversation_id, message, author="staff", staff_id=staff.id)
        # From now on a number answers the staff member, and picks nothing that the bot offered before.
        conversations.offer(tx, case.conversation_id, ())
        details = {"message": message_id, "client": client_id}
        cases.add_event(tx, "StaffReplied", case=case, staff_id=staff.id, details=details)
        return message_id


def _find_reply(tx: Transaction, case: Case, client_id: str, text: str) -> str:
    """The message that was sent under this id, or nothing. The caller holds the conversation's lock.

    Other words under the same id are another reply: the answer to the first was lost, and its form was used again.
    """
    for event in cases.list_events(tx, case.id) if client_id else ():
        if event.name == "StaffReplied" and event.details.get("client") == client_id:
            message_id = str(event.details["message"])
            if messages.load_body(tx, message_id).get("text") == text:
                return message_id
    return ""
