"""A message on its way through a turn."""

from dataclasses import dataclass

from helpline.domain.conversations import Conversation
from helpline.domain.messages import Choice
from helpline.storage import inbox


@dataclass(frozen=True)
class Turn:
    """A claimed message with everything that its handling needs. `language` is decided anew for each message;
    `is_answered` says that the provider has answered this command itself. `joined` are messages that were gathered into
    this turn after the first; `text` holds all of them, and `texts` each."""

    claim: inbox.Claim
    conversation: Conversation
    text: str
    choice: str | None
    offered: tuple[Choice, ...]
    has_media: bool
    language: str
    language_source: str
    is_answered: bool = False
    joined: tuple[inbox.Claim, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[inbox.Claim, ...]:
        return (self.claim, *self.joined)

    @property
    def was_stopped(self) -> bool:
        """The person had said STOP before this message."""
        return self.conversation.stopped_at is not None
