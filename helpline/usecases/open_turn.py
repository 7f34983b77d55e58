"""Takes the next message that is waiting and reads what its turn needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from helpline.domain.choices import Menus
from helpline.domain.conversations import Conversation
from helpline.domain.gathering import joined
from helpline.domain.languages import served_or_default
from helpline.services import Services
from helpline.storage import conversations, further, inbox, messages
from helpline.storage.database import Transaction
from helpline.usecases.decide_language import decide_language
from helpline.usecases.gather_burst import Gathered, gather
from helpline.usecases.link_chats import find_code
from helpline.usecases.read_choice import is_about_a_list, read_choice
from helpline.usecases.read_edit import Edit, read_edit
from helpline.usecases.sent_media import SentMedia, sent_media
from helpline.usecases.turn import Turn

# A bell that rings a moment too early rings in vain.
_TIMER_SECONDS = 0.01


@dataclass(frozen=True)
class Held:
    """The person may still be writing."""

    seconds: float


@dataclass(frozen=True)
class _Read:
    """As it was when the message was claimed."""

    body: Mapping[str, Any]
    menus: Menus
    has_more: bool
    edit: Edit | None
    sent: SentMedia
    gathered: Gathered


@dataclass(frozen=True)
class Claimed:
    """A leased message. `read` is what went wrong where it could not be read."""

    claim: inbox.Claim
    conversation: Conversation
    read: _Read | Exception

    @property
    def unread(self) -> Turn:
        """Enough of a turn to try again later, or to hand the person over."""
        profile = self.conversation.profile
        return Turn(
            claim=self.claim,
            conversation=self.conversation,
            text="",
            choice=None,
            menus=Menus(),
            has_media=False,
            language=served_or_default(profile.language),
            language_source=profile.language_source,
            joined=() if isinstance(self.read, Exception) else tuple(self.read.gathered.claims[1:]),
        )


def claim_turn(services: Services) -> Claimed | Held | None:
    """What cannot be read is claimed all the same: else every worker would meet it again and again, and nobody would
    get an answer any more."""
    with services.database.write() as tx:
        claim = inbox.claim(tx)
        if claim is None:
            return None
        conversation = conversations.load(tx, claim.conversation_id)
        try:
            read = _read(services, tx, claim, conversation)
        except SQLAlchemyError:
            raise
        except Exception as error:  # whatever it is, the message must be given to a person and not block the others
            return Claimed(claim, conversation, error)
        if read.gathered.until is not None:
            return Held((read.gathered.until - tx.now).total_seconds() + _TIMER_SECONDS)
        return Claimed(claim, conversation, read)


def open_turn(services: Services, claimed: Claimed) -> Turn:
    """Outside the transaction: to make out a language takes its time. Raises whatever reading raised."""
    if isinstance(claimed.read, Exception):
        raise claimed.read
    claim, conversation, read = claimed.claim, claimed.conversation, claimed.read
    texts = read.gathered.texts
    text = joined(texts) if len(texts) > 1 else texts[0]
    picked = read_choice(services, read.body.get("choice"), text, read.menus)
    # Digits look like letters of Arabic in Latin script.
    heard = "" if picked.is_about_a_list or find_code(services, text) else text
    if claim.is_heard:
        text, heard = read.sent.transcript, read.sent.transcript if services.answers_transcripts else ""
    language, source = decide_language(services.identifier, conversation.profile, heard)
    is_answered = bool(read.body.get("is_answered")) or services.commands.stops_at_carrier(text, conversation.channel)
    return Turn(
        claim=claim,
        conversation=conversation,
        text=text,
        choice=picked.value,
        menus=read.menus,
        missed=picked.missed,
        missed_number=picked.number,
        has_more=read.has_more,
        has_media=bool(read.body.get("media")),
        language=language,
        language_source=source,
        is_answered=is_answered,
        joined=tuple(read.gathered.claims[1:]),
        texts=tuple(read.gathered.said),
        media=read.sent,
        edit=read.edit,
    )


def _read(services: Services, tx: Transaction, claim: inbox.Claim, conversation: Conversation) -> _Read:
    body = messages.load_body(tx, claim.message_id)
    menus = conversations.load_menus(tx, claim.conversation_id)
    return _Read(
        body=body,
        menus=menus,
        has_more=further.is_there(tx, claim.conversation_id),
        edit=read_edit(tx, claim.conversation_id, claim.message_id, body),
        sent=sent_media(tx, claim, body),
        gathered=gather(services, tx, conversation, claim, body, lambda text: is_about_a_list(services, text, menus)),
    )
