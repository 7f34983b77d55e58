"""A message as plain text, for channels without markup: text, contacts, source, and choices as numbered lines."""

from helpline.content.wording import Wording
from helpline.domain.messages import OutgoingMessage
from helpline.usecases.plain_text import plain_text


def render_text(message: OutgoingMessage, wording: Wording, *, numbered: bool) -> str:
    """`numbered`: choices become lines, because nothing can be tapped on this channel."""
    blocks = [plain_text(message, wording)]
    if numbered and message.choices:
        blocks.append("\n".join([wording.say(message.language, "choose_by_number"), *numbered_choices(message)]))
    return "\n\n".join(block for block in blocks if block)


def numbered_choices(message: OutgoingMessage) -> list[str]:
    """Western digits in every language: they are on every keypad."""
    return [f"{number}. {choice.label}" for number, choice in enumerate(message.choices, start=message.first_number)]
