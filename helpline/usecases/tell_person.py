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
    services: Services,
    tx: Transaction,
    conversation_id: str,
    key: str,
    *,
    choices: Sequence[str] = (),
    language: str | None = None,
    is_answer: bool = False,
    **params: str,
) -> None:
    """`key` names the sentence; it is said in the person's language unless another is given. `is_answer` as for
    `send_message`. The caller holds the conversation's lock."""
    language = served_or_default(language or conversations.load(tx, conversation_id).profile.language)
    offered = tuple(Choice(label_of(services, value, language), value) for value in choices)
    text = services.wording.say(language, key, **params)
    message = OutgoingMessage(text, language, choices=offered)
    send_message(services, tx, conversation_id, message, author="bot", is_answer=is_answer)
    if offered:  # else what was asked before can still be answered
        conversations.offer(tx, conversation_id, offered)
