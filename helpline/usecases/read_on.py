"""On SMS the short text comes first, and the whole answer in pieces to whoever writes MORE."""

from dataclasses import replace

from helpline.domain.messages import OutgoingMessage
from helpline.domain.sms_pieces import sms_pieces
from helpline.domain.turns import Outcome
from helpline.services import Services
from helpline.storage import further
from helpline.storage.database import Transaction
from helpline.usecases.plain_text import plain_text
from helpline.usecases.turn import Turn


def offer_more(
    services: Services, tx: Transaction, turn: Turn, replies: list[OutgoingMessage]
) -> list[OutgoingMessage]:
    """Stores the rest of the answers among the replies, and has the last of them say that there is more."""
    whole = [number for number, reply in enumerate(replies) if _says_less(reply)]
    if turn.conversation.channel != "sms" or not whole:
        return replies
    language = replies[whole[-1]].language
    text = "\n\n".join(plain_text(replies[number], services.wording) for number in whole)
    pieces = sms_pieces(text, services.wording.say(language, "sms_more"))
    further.store(tx, turn.conversation.id, language, pieces)
    return [replace(each, has_more=number == whole[-1]) for number, each in enumerate(replies)]


def next_piece(services: Services, tx: Transaction, turn: Turn) -> OutgoingMessage:
    """The last one repeats the choices, which have kept their numbers."""
    language, pieces = further.load(tx, turn.conversation.id)
    if not pieces:
        return OutgoingMessage(services.wording.say(turn.language, "nothing_more"), turn.language)
    first, *rest = pieces
    further.store(tx, turn.conversation.id, language, rest)
    return OutgoingMessage(first, language, choices=() if rest else turn.menus.present, has_more=bool(rest))


def is_read_on(outcome: Outcome) -> bool:
    """What was offered before stays offered."""
    return any(reply.kind == "more" for reply in outcome.replies)


def _says_less(reply: OutgoingMessage) -> bool:
    """An answer or an alarm whose short text leaves something out."""
    is_worth_it = reply.answer is not None or reply.urgent
    return is_worth_it and bool(reply.short_text) and len(reply.text.split()) > len(reply.short_text.split())
