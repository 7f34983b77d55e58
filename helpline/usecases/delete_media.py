"""Takes away a file that a person sent, such as a picture of somebody who did not agree to it."""

from helpline.domain.people import Staff
from helpline.errors import NotAllowed
from helpline.storage import case_pages, cases, conversations, media
from helpline.storage.database import Database


def delete_media(database: Database, number: str, media_id: int, member: Staff) -> None:
    """That there was something stays visible. Raises NotFound or NotAllowed."""
    if not member.may_delete_media:
        raise NotAllowed("Only supervisors and administrators may delete what people sent.")
    with database.write() as tx:
        case = case_pages.find_case(tx, number)
        conversations.lock(tx, case.conversation_id)
        found = media.load(tx, case.conversation_id, media_id)
        media.empty(tx, found.id)
        cases.add_event(tx, "MediaDeleted", case=case, staff_id=member.id, details={"media": found.id})
        tx.ring(f"conversation:{case.conversation_id}")
