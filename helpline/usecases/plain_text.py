"""A message as plain text: what was said, whom to call, and where it is from. Choices are the channel's."""

from collections.abc import Iterable

from helpline.content.wording import Wording
from helpline.domain.dates import day_in
from helpline.domain.languages import direction_of
from helpline.domain.messages import AnswerReference, ContactLine, OutgoingMessage

_MOST_SOURCES = 2


def plain_text(message: OutgoingMessage, wording: Wording) -> str:
    blocks = [signed_text(message), *_with_source(message, wording)]
    if message.contacts:
        _insert_contacts(blocks, message)
    return "\n\n".join(block for block in blocks if block)


def signed_text(message: OutgoingMessage) -> str:
    """What a member of staff writes begins with their first name, so that nobody takes it for the program."""
    name = message.author_name.split(" ")[0]
    return f"{name}:\n{message.text.strip()}" if name else message.text.strip()


def contact_lines(contacts: Iterable[ContactLine], language: str) -> str:
    return "\n".join(_contact(contact, is_rtl=direction_of(language) == "rtl") for contact in contacts)


def source_lines(answer: AnswerReference, language: str, wording: Wording) -> str:
    """One line and the page's address for each of the first sources."""
    lines = []
    for source in answer.sources[:_MOST_SOURCES]:
        checked = day_in(language, answer.checked_on)
        lines.append(wording.say(language, "source_line", title=source.title, publisher=source.publisher, date=checked))
        lines.append(source.url)
    return "\n".join(line for line in lines if line)


def _insert_contacts(blocks: list[str], message: OutgoingMessage) -> None:
    """In danger the numbers come first, right under the sentence that says to call."""
    lines = contact_lines(message.contacts, message.language)
    first, _, rest = blocks[0].partition("\n\n")
    blocks[:1] = [first, lines, rest] if message.urgent else [blocks[0], lines]


def _contact(contact: ContactLine, *, is_rtl: bool) -> str:
    """The number stands alone in its line where text runs from right to left."""
    first = [contact.name] if not contact.phone else [f"{contact.name}:", contact.phone]
    head = "\n".join(first) if is_rtl else " ".join(first)
    return "\n".join(line for line in (head, contact.hours, contact.url) if line)


def _with_source(message: OutgoingMessage, wording: Wording) -> list[str]:
    return [source_lines(message.answer, message.language, wording)] if message.answer else []
