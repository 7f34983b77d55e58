"""A staff member takes a case: from now on the bot is silent, and the person is told."""

from helpline.domain.cases import Case, CaseState
from helpline.domain.conversations import Owner
from helpline.domain.people import Staff
from helpline.errors import Conflict
from helpline.services import Services
from helpline.storage import cases, conversations
from helpline.usecases.tell_person import tell_person


def take_case(services: Services, case_id: str, staff: Staff) -> Case:
    """Raises Conflict when somebody else has it or it is closed; taking one's own case again changes nothing."""
    with services.database.write() as tx:
        case = cases.load_case(tx, case_id)
        conversations.lock(tx, case.conversation_id)
        case = cases.load_case(tx, case_id)
        if case.state is CaseState.TAKEN and case.staff_id == staff.id:
            return case
        if case.state is not CaseState.WAITING:
            raise Conflict("Somebody else has taken this case." if case.is_open else "This case is closed.")
        conversations.change_owner(tx, case.conversation_id, Owner.STAFF, staff.id)
        cases.change_case(tx, case, state=CaseState.TAKEN, staff_id=staff.id, taken_at=tx.now)
        cases.add_event(tx, "CaseTaken", case=case, staff_id=staff.id)
        tell_person(services, tx, case.conversation_id, "case_taken", case=case.number)
        return cases.load_case(tx, case_id)
