"""One case as staff see it: the case with its person, the conversation, and what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from helpline.domain.cases import Case, CaseState
from helpline.domain.people import Staff
from helpline.storage import case_pages, linked_chats, media, messages
from helpline.storage.case_pages import CaseEvent, CaseHead
from helpline.storage.database import Database
from helpline.storage.linked_chats import LinkedChat
from helpline.storage.media import StoredMedia
from helpline.storage.messages import StoredMessage

# A conversation may be years long; staff see its end first.
PAGE = 200
_WHOLE = 5_000


@dataclass(frozen=True)
class CaseView:
    """`has_earlier` says that messages before the first shown one were left out."""

    head: CaseHead
    messages: Sequence[StoredMessage]
    history: Sequence[CaseEvent]
    has_earlier: bool
    media: Mapping[str, Sequence[StoredMedia]] = field(default_factory=dict)
    linked: Sequence[LinkedChat] = ()

    @property
    def case(self) -> Case:
        return self.head.case

    def is_held_by(self, member: Staff) -> bool:
        return self.case.state is CaseState.TAKEN and self.case.staff_id == member.id


def read_case(database: Database, number: str, *, whole: bool = False) -> CaseView:
    """Five statements, however long the conversation. Raises NotFound."""
    with database.read() as tx:
        head = case_pages.load_head(tx, number)
        first = 0 if whole else max(0, head.last_seq - PAGE)
        found = messages.list_messages(tx, head.case.conversation_id, after=first, limit=_WHOLE)
        sent = media.list_media(tx, head.case.conversation_id, after=first)
        linked = linked_chats.others_of(tx, head.case.conversation_id)
        return CaseView(head, found, case_pages.list_history(tx, head.case.id), first > 0, sent, linked)


def find_case(database: Database, number: str) -> Case:
    """The case alone, to act upon. Raises NotFound."""
    with database.read() as tx:
        return case_pages.find_case(tx, number)
