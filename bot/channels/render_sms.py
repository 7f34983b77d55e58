"""A message as SMS: the short text, and as much of source and choices as costs little."""

from bot.channels.render import contact_lines, numbered_choices, signed_text, source_lines
from helpline.content.wording import Wording
from helpline.domain.messages import ContactLine, OutgoingMessage
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters

_MOST_WITH_SOURCE = 3
_MOST_WITH_CHOICES = 4


def render_sms(message: OutgoingMessage, wording: Wording) -> str:
    """The text itself is never cut: its length is its author's, and staff and alarms need every word."""
    text = _body(message)
    if message.answer and message.answer.sources:
        text = _with_source(text, message, wording)
    for line in numbered_choices(message):
        longer = sms_letters(f"{text}\n{line}")
        if count_segments(longer) > _MOST_WITH_CHOICES:
            break
        text = longer
    return text


def _body(message: OutgoingMessage) -> str:
    if message.short_text:
        text = message.short_text.strip()
        return sms_letters("\n".join(line for line in (text, _numbers(message)) if line))
    first, _, rest = signed_text(message).partition("\n\n")
    order = (first, _numbers(message), rest) if message.urgent else (first, rest, _numbers(message))
    return sms_letters("\n".join(line for line in order if line))


def _numbers(message: OutgoingMessage) -> str:
    """Names and numbers; an address on the web only where there is no number."""
    brief = [ContactLine(each.name, each.phone, "" if each.phone else each.url) for each in message.contacts]
    return contact_lines(brief, "") if brief else ""


def _with_source(text: str, message: OutgoingMessage, wording: Wording) -> str:
    """The whole line where it is free, else the publisher's name while the message stays short."""
    assert message.answer is not None
    used = count_segments(text)
    first_line = source_lines(message.answer, message.language, wording).split("\n")[0]
    whole = sms_letters(f"{text}\n{first_line}")
    if count_segments(whole) <= used:
        return whole
    brief = sms_letters(f"{text}\n({message.answer.sources[0].publisher})")
    return brief if count_segments(brief) <= max(used, _MOST_WITH_SOURCE) else text
