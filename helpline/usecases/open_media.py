"""A file that a person sent, for the staff member who looks at the case. Who saw it and when is kept."""

from dataclasses import dataclass

from helpline.domain.cases import Case
from helpline.domain.media import STORED
from helpline.domain.people import Staff
from helpline.errors import NotFound
from helpline.storage import case_pages, media, media_opened
from helpline.storage.database import Database
from helpline.storage.media import StoredMedia


@dataclass(frozen=True)
class OpenedMedia:
    about: StoredMedia
    content: bytes


def open_media(database: Database, number: str, media_id: int, member: Staff) -> OpenedMedia:
    """Raises NotFound, also for what is not here, or hangs on another case's conversation."""
    with database.read() as tx:
        case = case_pages.find_case(tx, number)
        about = media.load(tx, case.conversation_id, media_id)
        sealed = media.load_sealed_content(tx, media_id)
        is_noted = media_opened.is_noted(tx, case, media_id, member.id)
    if about.state != STORED or sealed is None:
        raise NotFound("This file is not here.")
    if not is_noted:
        _note(database, case, media_id, member)
    return OpenedMedia(about, database.cipher.open_bytes(sealed))


def _note(database: Database, case: Case, media_id: int, member: Staff) -> None:
    with database.write() as tx:
        media_opened.note(tx, case, media_id, member.id)
