"""A staff member closes a case: the conversation goes back to the bot, and the person is told."""

from helpline.domain.cases import Case, CaseState
from helpline.domain.conversations import Owner
from helpline.domain.people import Staff
from helpline.errors import Conflict
from helpline.services import Services
from helpline.storage import cases, conversations, messages
from helpline.usecases.tell_person import tell_person


class JustWritten(Conflict):
    """The person wrote something that the staff member has not seen: closing would hide it, perhaps a cry for help."""


def close_case(services: Services, case_id: str, staff: Staff, *, seen: int | None = None) -> Case:
    """`seen` is the `seq` of the last message on the staff member's screen. Raises Conflict unless the case is this
    staff member's, JustWritten when the person has said more since. The bot starts afresh: no old form is resumed.
    """
    with services.database.write() as tx:
        case = cases.load_case(tx, case_id)
        conversations.lock(tx, case.conversation_id)
        case = cases.load_case(tx, case_id)
        if case.state is not CaseState.TAKEN or case.staff_id != staff.id:
            raise Conflict("Only whoever has taken a case can close it.")
        if seen is not None and messages.last_seq_of_person(tx, case.conversation_id) > seen:
            raise JustWritten("The person has just written. Read it before you close the case.")
        conversations.change_owner(tx, case.conversation_id, Owner.BOT)
        conversations.store_dialogue(tx, case.conversation_id, {})
        cases.change_case(tx, case, state=CaseState.CLOSED, closed_at=tx.now)
        cases.add_event(tx, "CaseClosed", case=case, staff_id=staff.id)
        tell_person(services, tx, case.conversation_id, "case_closed", choices=("talk_to_human",), case=case.number)
        return cases.load_case(tx, case_id)
