"""The first contact: who we are, that it is free, what is stored, how to delete it and how to stop."""

from helpline.domain.cases import Priority
from helpline.domain.turns import Outcome, Reply
from helpline.storage import people
from helpline.storage.database import Transaction
from helpline.usecases.effects_result import EffectsResult
from helpline.usecases.run_command import LANGUAGES, MENU
from helpline.usecases.send_message import FETCHED_CHANNELS
from helpline.usecases.turn import Turn

# Instead of an answer they only greet: the welcome says more.
_GREETINGS = frozenset({"greeting"})
# It tells the same.
_TELLS_ALREADY = frozenset({"help"})
_KEEPS_SILENT = frozenset({"stop", "erase_me"})


def welcomed(tx: Transaction, turn: Turn, outcome: Outcome, result: EffectsResult) -> tuple[Reply, ...]:
    """The turn's replies, with the welcome beneath them for somebody new. Never in danger: it waits until that is over.

    On the web chat the page itself says all of it, before anything is written.
    """
    replies = (*outcome.replies, *result.replies)
    if not replies or not _is_wanted(tx, turn, outcome, result, replies):
        return replies
    people.set_welcomed(tx, turn.conversation.address_id)
    names = {reply.name for reply in replies if reply.kind == "wording"}
    if names & _TELLS_ALREADY:
        return replies
    if len(replies) == 1 and names <= _GREETINGS and names:
        return _welcome(turn, LANGUAGES), Reply("wording", "menu", choices=MENU)
    # A voice note says nothing yet of the language: the person can.
    return *replies, _welcome(turn, LANGUAGES if turn.language_source == "default" else ("my_data",))


def _is_wanted(
    tx: Transaction, turn: Turn, outcome: Outcome, result: EffectsResult, replies: tuple[Reply, ...]
) -> bool:
    if turn.conversation.channel in FETCHED_CHANNELS or turn.was_stopped:
        return False
    is_danger = any(reply.kind in ("urgent", "emergency_contacts") for reply in replies)
    if is_danger or (result.case is not None and result.case.priority is Priority.URGENT):
        return False
    if any(effect.type in _KEEPS_SILENT for effect in outcome.effects):
        return False
    return not people.is_welcomed(tx, turn.conversation.address_id)


def _welcome(turn: Turn, choices: tuple[str, ...]) -> Reply:
    """Choices would make a third SMS of it; the words stand in the text."""
    return Reply("wording", "welcome", choices=() if turn.conversation.channel == "sms" else choices)
