"""A staff member gives a case back to the queue, or a supervisor does it for somebody who is away."""

from helpline.domain.cases import Case, CaseState
from helpline.domain.conversations import Owner
from helpline.domain.people import Staff
from helpline.errors import Conflict
from helpline.services import Services
from helpline.storage import cases, conversations
from helpline.usecases.tell_person import tell_person


def release_case(services: Services, case_id: str, staff: Staff) -> Case:
    """Raises Conflict unless the case is this staff member's, or anybody's for a supervisor or an administrator."""
    with services.database.write() as tx:
        case = cases.load_case(tx, case_id)
        conversations.lock(tx, case.conversation_id)
        case = cases.load_case(tx, case_id)
        is_allowed = case.staff_id == staff.id or staff.may_release_for_others
        if case.state is not CaseState.TAKEN or not is_allowed:
            raise Conflict("Only whoever has taken a case can give it back.")
        conversations.change_owner(tx, case.conversation_id, Owner.QUEUE)
        cases.change_case(tx, case, state=CaseState.WAITING, staff_id=None, taken_at=None)
        cases.add_event(tx, "CaseReleased", case=case, staff_id=staff.id)
        tell_person(services, tx, case.conversation_id, "case_back_in_queue", case=case.number)
        return cases.load_case(tx, case_id)
