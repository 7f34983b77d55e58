"""Tells a person, in their language, that something changed with their case."""

from collections.abc import Sequence

from helpline.domain.languages import served_or_default
from helpline.domain.messages import Choice, OutgoingMessage
from helpline.services import Services
from helpline.storage import conversations
from helpline.storage.database import Transaction
from helpline.usecases.compose_reply import label_of
from helpline.usecases.send_message import send_message


def tell_person(
    services: Services, tx: Transaction, conversation_id: str, key: str, *, choices: Sequence[str] = (), **params: str
) -> None:
    """`key` names the sentence. The caller holds the conversation's lock."""
    language = served_or_default(conversations.load(tx, conversation_id).profile.language)
    offered = tuple(Choice(label_of(services, value, language), value) for value in choices)
    text = services.wording.say(language, key, **params)
    send_message(services, tx, conversation_id, OutgoingMessage(text, language, choices=offered), author="bot")
    conversations.offer(tx, conversation_id, offered)
