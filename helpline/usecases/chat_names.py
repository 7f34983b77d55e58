"""How a person is told of another chat of theirs."""

from helpline.domain.conversations import Conversation
from helpline.services import Services
from helpline.storage import linked_chats, people
from helpline.storage.database import Transaction


def other_chats(services: Services, tx: Transaction, conversation_id: str, language: str) -> str:
    """Names of what is joined with a conversation, for the person; empty when it stands alone."""
    found = linked_chats.others_of(tx, conversation_id)
    comma = "، " if language == "ar" else ", "
    return comma.join(_name(services, chat.channel, chat.address, language) for chat in found)


def chat_name(services: Services, tx: Transaction, conversation: Conversation, language: str) -> str:
    return _name(services, *people.open_address(tx, conversation.address_id), language)


def _name(services: Services, channel: str, address: str, language: str) -> str:
    """`SMS (number ending in 21)`; other channels have nothing that a person would know again."""
    name = services.wording.say(language, f"channel_{channel}")
    if channel not in ("whatsapp", "sms"):
        return name
    return services.wording.say(language, "channel_with_number", channel=name, end=address[-2:])
