"""A message on its way through a turn."""

from dataclasses import dataclass

from helpline.domain.choices import Menus
from helpline.domain.conversations import Conversation
from helpline.storage import inbox
from helpline.usecases.read_edit import Edit
from helpline.usecases.sent_media import NOTHING, SentMedia


@dataclass(frozen=True)
class Turn:
    """A claimed message with everything that its handling needs. `language` is decided anew for each message;
    `is_answered` says that the provider has answered this command itself. `joined` are messages that were gathered into
    this turn after the first; `text` holds all of them, and `texts` each as it was sent. `edit` is set for a text that
    replaces an earlier one. `missed` names the sentence for a number or a tap that picks nothing."""

    claim: inbox.Claim
    conversation: Conversation
    text: str
    choice: str | None
    menus: Menus
    has_media: bool
    language: str
    language_source: str
    is_answered: bool = False
    joined: tuple[inbox.Claim, ...] = ()
    texts: tuple[str, ...] = ()
    media: SentMedia = NOTHING
    edit: Edit | None = None
    missed: str = ""
    missed_number: str = ""
    has_more: bool = False

    @property
    def claims(self) -> tuple[inbox.Claim, ...]:
        return (self.claim, *self.joined)

    @property
    def was_stopped(self) -> bool:
        """The person had said STOP before this message."""
        return self.conversation.stopped_at is not None
