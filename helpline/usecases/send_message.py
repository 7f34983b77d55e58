"""Puts a message to a person into the transcript and the outbox, in the caller's transaction."""

from helpline.domain.messages import OutgoingMessage
from helpline.services import Services
from helpline.storage import conversations, messages, outbox
from helpline.storage.database import Transaction

# People fetch their messages on these channels; nothing has to be sent.
FETCHED_CHANNELS = frozenset({"webchat"})


def send_message(
    services: Services,
    tx: Transaction,
    conversation_id: str,
    message: OutgoingMessage,
    *,
    author: str,
    staff_id: str | None = None,
    is_answer: bool = False,
) -> str:
    """`author` is `bot` or `staff`; the caller holds the conversation's lock. Returns the message's id.

    To whoever said STOP nothing goes but an answer to what they have just written (`is_answer`). Where people fetch
    their messages that is decided here, elsewhere when it is sent.
    """
    conversation = conversations.load(tx, conversation_id)
    is_fetched = conversation.channel in FETCHED_CHANNELS
    is_kept = is_fetched and conversation.stopped_at is not None and not is_answer
    message_id = messages.add_message(
        tx,
        conversation_id,
        author=author,
        body=message.to_data(),
        language=message.language,
        staff_id=staff_id,
        visible_to_person=not is_kept,
    )
    outbox.add(
        tx,
        conversation_id=conversation_id,
        message_id=message_id,
        channel=conversation.channel,
        epoch=conversation.epoch,
        state=outbox.CANCELLED if is_kept else "sent" if is_fetched else "new",
        despite_stop=is_answer,
    )
    return message_id


def store_suggestion(tx: Transaction, conversation_id: str, message: OutgoingMessage) -> None:
    """What the bot would have said had a person not taken over: staff see it, the person does not."""
    messages.add_message(
        tx,
        conversation_id,
        author="bot",
        body=message.to_data(),
        language=message.language,
        visible_to_person=False,
    )
