"""Stores a message under its provider's id: what follows survives a crash, and a repeat changes nothing."""

from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from helpline.domain.conversations import Profile
from helpline.domain.messages import IncomingMessage
from helpline.domain.privacy import country_of_number
from helpline.storage import conversations, inbox, media, messages, outbox_held, windows
from helpline.storage.database import Database, Transaction
from helpline.usecases.read_edit import changes_nothing


def receive_message(database: Database, message: IncomingMessage, conversation_id: str | None = None) -> bool:
    """Returns whether the message was new. `conversation_id` is given where the channel knows it (web chat)."""
    try:
        with database.write() as tx:
            if inbox.is_known(tx, message.channel, message.provider_id):
                return False
            _store(tx, message, conversation_id or _conversation_for(tx, message))
    except (IntegrityError, NoResultFound):
        # The same webhook or the same person's first message came twice at the same moment, or the person was erased.
        with database.write() as tx:
            if inbox.is_known(tx, message.channel, message.provider_id):
                return False
            _store(tx, message, conversation_id or _conversation_for(tx, message))
    return True


def _conversation_for(tx: Transaction, message: IncomingMessage) -> str:
    found = conversations.find_by_address(tx, message.channel, message.address)
    if found:
        return found
    return conversations.start_conversation(
        tx, channel=message.channel, address=message.address, profile=_first_profile(message)
    )


def _first_profile(message: IncomingMessage) -> Profile:
    """The client's language is a prior only: what the person writes decides."""
    return Profile(language=message.language_hint, language_source="client" if message.language_hint else "")


def _store(tx: Transaction, message: IncomingMessage, conversation_id: str) -> None:
    conversations.lock(tx, conversation_id)
    if changes_nothing(tx, conversation_id, message):
        return
    windows.note_received(tx, conversation_id)
    outbox_held.release_waiting(tx, conversation_id)
    inbox.wake_held(tx, conversation_id)
    message_id = messages.add_message(tx, conversation_id, author="person", body=_body(message))
    media.add(tx, message_id, message.media)
    inbox.add(
        tx,
        conversation_id=conversation_id,
        message_id=message_id,
        channel=message.channel,
        provider_id=message.provider_id,
    )


def _body(message: IncomingMessage) -> dict[str, Any]:
    """Of media only the kinds: the rest stands in rows of its own, from which staff can take it away."""
    return message.to_data() | {"media": [{"kind": each.kind} for each in message.media]}


def likely_country(channel: str, address: str) -> str:
    """Where the number is from: good enough to choose emergency contacts, never to choose a law."""
    return country_of_number(address) if channel in ("whatsapp", "sms") else ""
