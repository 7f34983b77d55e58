"""One transaction: replies, dialogue, effects and the inbox state are stored together, or the turn never happened."""

from dataclasses import replace

from helpline.domain.choices import ANSWERED_BY_NUMBER
from helpline.domain.conversations import Conversation, Owner
from helpline.domain.messages import OutgoingMessage
from helpline.domain.turns import Outcome
from helpline.services import Services
from helpline.storage import conversations, inbox, messages
from helpline.storage.database import Transaction
from helpline.usecases.after_stop import after_stop
from helpline.usecases.apply_effects import apply_effects
from helpline.usecases.compose_reply import Composer
from helpline.usecases.link_chats import LINK_EFFECTS
from helpline.usecases.note_language import note_language
from helpline.usecases.read_on import is_read_on, offer_more
from helpline.usecases.send_message import send_message, store_suggestion
from helpline.usecases.turn import Turn
from helpline.usecases.welcome import welcomed

# Whether we may write, what is stored and which chats are theirs is for the person to say, whoever owns the
# conversation by now.
_FOR_THE_PERSON = frozenset({"stop", "start", "erase_me", "ask_erase", "agree", "show_my_data"}) | LINK_EFFECTS


def commit_turn(services: Services, turn: Turn, outcome: Outcome) -> None:
    """Nothing is stored when another worker has meanwhile taken the message; when the owner has changed, what the bot
    wanted to say becomes a suggestion for staff."""
    with services.database.write() as tx:
        now = conversations.load_and_lock(tx, turn.conversation.id)
        if not all(inbox.holds(tx, claim) for claim in turn.claims):
            return
        turn = _of_person_now(turn, now)
        _note_understanding(tx, turn, outcome)
        is_theirs = any(effect.type in _FOR_THE_PERSON for effect in outcome.effects)
        if is_theirs or now.is_unchanged_since(turn.conversation):
            _carry_out(services, tx, turn, outcome)
        else:
            _suggest(services, tx, turn, now, outcome)
        for claim in turn.claims:
            inbox.finish(tx, claim, state=inbox.DEAD if outcome.is_dead else inbox.DONE)


def _of_person_now(turn: Turn, now: Conversation) -> Turn:
    """The chat may have been joined with another, or parted from it, while the turn was thought over."""
    if now.person_id == turn.conversation.person_id:
        return turn
    return replace(turn, conversation=replace(turn.conversation, person_id=now.person_id))


def _note_understanding(tx: Transaction, turn: Turn, outcome: Outcome) -> None:
    """Of messages that were gathered it stands with the last, beneath which the answer follows."""
    understanding = outcome.understanding.to_data() if outcome.understanding.decided_by else {}
    *earlier, last = turn.claims
    for claim in earlier:
        messages.note_understanding(tx, claim.message_id, {}, turn.language)
    messages.note_understanding(tx, last.message_id, understanding, turn.language)


def _carry_out(services: Services, tx: Transaction, turn: Turn, outcome: Outcome) -> None:
    result = apply_effects(services, tx, turn, outcome.effects)
    if result.is_erased:
        return
    if outcome.dialogue is not None:
        conversations.store_dialogue(tx, turn.conversation.id, outcome.dialogue)
    composer = Composer(services, tx, turn, result)
    wanted = welcomed(tx, turn, outcome, result)
    composed = [composer.compose(reply) for reply in wanted]
    replies = note_language(services, turn, outcome, [reply for reply in composed if reply is not None])
    said = after_stop(services, turn, outcome, result, replies)
    expects_number = any(reply.name in ANSWERED_BY_NUMBER for reply in wanted)
    _say(services, tx, turn, outcome, offer_more(services, tx, turn, said), expects_number=expects_number)


def _say(
    services: Services,
    tx: Transaction,
    turn: Turn,
    outcome: Outcome,
    replies: list[OutgoingMessage],
    *,
    expects_number: bool,
) -> None:
    """Several messages number their choices together: a number in the next message means one of all."""
    first_number = 1
    for reply in replies:
        numbered = replace(reply, first_number=first_number)
        send_message(services, tx, turn.conversation.id, numbered, author="bot", is_answer=True)
        first_number += len(reply.choices)
    if replies and not is_read_on(outcome) and not _is_only_language(replies, outcome):
        offered = tuple(choice for reply in replies for choice in reply.choices)
        conversations.offer(tx, turn.conversation.id, offered, expects_number=expects_number)


def _is_only_language(replies: list[OutgoingMessage], outcome: Outcome) -> bool:
    """What was asked before can still be answered, in whatever language."""
    is_set = [reply.name for reply in outcome.replies] == ["language_set"]
    return is_set and not any(reply.choices for reply in replies)


def _suggest(services: Services, tx: Transaction, turn: Turn, now: Conversation, outcome: Outcome) -> None:
    """An alarm, where the person is and emergency numbers count whoever owns the conversation; everything else the bot
    wanted is for staff to read."""
    kept = tuple(each for each in outcome.effects if each["reason"] == "danger" or each.type == "set_country")
    result = apply_effects(services, tx, turn, kept, owner=now.owner)
    if now.owner is Owner.BOT:
        return
    composer = Composer(services, tx, turn, result)
    for reply in outcome.replies:
        composed = composer.compose(reply)
        if composed is not None and composed.urgent:
            send_message(services, tx, turn.conversation.id, composed, author="bot", is_answer=True)
        elif composed is not None:
            store_suggestion(tx, turn.conversation.id, composed)
