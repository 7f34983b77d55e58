"""A message as SMS: the short text, and as much of source and choices as costs little."""

from bot.channels.directions import right_to_left_sms
from bot.channels.render import numbered_choices
from helpline.content.wording import Wording
from helpline.domain.commands import ONLY_TAPPED
from helpline.domain.languages import direction_of
from helpline.domain.messages import ContactLine, OutgoingMessage
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters
from helpline.usecases.plain_text import contact_lines, signed_text, source_lines

_MOST_WITH_SOURCE = 3
_MOST_WITH_CHOICES = 4


def render_sms(message: OutgoingMessage, wording: Wording) -> str:
    """The text itself is never cut: its length is its author's, and staff and alarms need every word."""
    text, more = _body(message), _more(message, wording)
    if message.answer and message.answer.sources:
        text = _with_source(text, message, wording)
    must_stand = any(choice.value in ONLY_TAPPED for choice in message.choices)  # a yes without its no, or neither
    for line in numbered_choices(message):
        longer = f"{text}\n{line}"
        if not must_stand and count_segments(_sms(longer + more, message)) > _MOST_WITH_CHOICES:
            break
        text = longer
    return _sms(text + more, message)


def _sms(text: str, message: OutgoingMessage) -> str:
    plain = sms_letters(text)
    return right_to_left_sms(plain) if direction_of(message.language) == "rtl" else plain


def _more(message: OutgoingMessage, wording: Wording) -> str:
    return "\n" + wording.say(message.language, "sms_more") if message.has_more else ""


def _body(message: OutgoingMessage) -> str:
    """In danger the numbers stand directly beneath the first sentence, which ends with "call:"."""
    text = message.short_text.strip() or signed_text(message)
    if message.short_text and not message.urgent:
        return _lines(text, _numbers(message))
    first, _, rest = text.partition("\n\n")
    return _lines(first, _numbers(message), rest) if message.urgent else _lines(first, rest, _numbers(message))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _numbers(message: OutgoingMessage) -> str:
    """Names and numbers; an address on the web only where there is no number."""
    brief = [ContactLine(each.name, each.phone, "" if each.phone else each.url) for each in message.contacts]
    return contact_lines(brief, "") if brief else ""


def _with_source(text: str, message: OutgoingMessage, wording: Wording) -> str:
    """The whole line where it is free, else the publisher's name while the message stays short."""
    assert message.answer is not None
    used = count_segments(_sms(text, message))
    first_line = source_lines(message.answer, message.language, wording).split("\n")[0]
    whole = f"{text}\n{first_line}"
    if count_segments(_sms(whole, message)) <= used:
        return whole
    brief = f"{text}\n({message.answer.sources[0].publisher})"
    return brief if count_segments(_sms(brief, message)) <= max(used, _MOST_WITH_SOURCE) else text
