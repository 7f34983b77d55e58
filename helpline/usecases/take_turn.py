"""Handles the next message that is waiting: commands, then danger, then whoever owns the conversation."""

from dataclasses import dataclass

from helpline.domain.backoff import MAX_ATTEMPTS_TURN, delay_before_attempt
from helpline.domain.commands import Command
from helpline.domain.conversations import Owner
from helpline.domain.gathering import joined
from helpline.domain.turns import Outcome
from helpline.errors import BrainUnavailable
from helpline.log import log_event
from helpline.services import Services
from helpline.storage import conversations, further, inbox, messages
from helpline.usecases.after_stop import gets_no_answer
from helpline.usecases.answer_heard import answer_heard
from helpline.usecases.ask_about_danger import danger_said
from helpline.usecases.ask_brain import apologise_and_hand_over, ask_brain
from helpline.usecases.commit_turn import commit_turn
from helpline.usecases.decide_language import decide_language
from helpline.usecases.gather_burst import gather, gravest_danger
from helpline.usecases.raise_alarm import raise_alarm
from helpline.usecases.read_choice import explain_list, is_about_a_list, read_choice
from helpline.usecases.read_edit import Edit, read_edit
from helpline.usecases.run_command import change_language, run_command
from helpline.usecases.sent_media import sent_media
from helpline.usecases.turn import Turn
from helpline.usecases.wait_in_queue import wait_in_queue

# A bell that rings a moment too early rings in vain.
_TIMER_SECONDS = 0.01


def take_next_turn(services: Services) -> bool:
    """Handles one message, or several that were written in one go; returns False when none is waiting."""
    turn = _claim(services)
    if turn is None:
        return False
    if isinstance(turn, _Held):
        services.database.bell.ring_in(turn.seconds, "inbox")
        return True
    try:
        commit_turn(services, turn, _decide(services, turn))
    except BrainUnavailable as error:
        log_event("turn_failed", conversation=turn.conversation.id, attempts=turn.claim.attempts, error=str(error))
        commit_turn(services, turn, apologise_and_hand_over(turn))
    except Exception as error:  # a message must never block its conversation, whatever is wrong with it
        log_event("turn_broke", conversation=turn.conversation.id, error=type(error).__name__)
        _retry_or_hand_over(services, turn)
    return True


@dataclass(frozen=True)
class _Held:
    """The person may still be writing."""

    seconds: float


def _claim(services: Services) -> Turn | _Held | None:
    with services.database.write() as tx:
        claim = inbox.claim(tx)
        if claim is None:
            return None
        conversation = conversations.load(tx, claim.conversation_id)
        body = messages.load_body(tx, claim.message_id)
        menus = conversations.load_menus(tx, claim.conversation_id)
        has_more = further.is_there(tx, claim.conversation_id)
        edit = read_edit(tx, claim.conversation_id, claim.message_id, body)
        sent = sent_media(tx, claim, body)
        gathered = gather(services, tx, conversation, claim, body, lambda text: is_about_a_list(services, text, menus))
        if gathered.until is not None:
            return _Held((gathered.until - tx.now).total_seconds() + _TIMER_SECONDS)
    text = joined(gathered.texts) if len(gathered.texts) > 1 else gathered.texts[0]
    picked = read_choice(services, body.get("choice"), text, menus)
    heard = "" if picked.is_about_a_list else text
    if claim.is_heard:
        text, heard = sent.transcript, sent.transcript if services.answers_transcripts else ""
    language, source = decide_language(services.identifier, conversation.profile, heard)
    is_answered = bool(body.get("is_answered")) or services.commands.stops_at_carrier(text, conversation.channel)
    return Turn(
        claim=claim,
        conversation=conversation,
        text=text,
        choice=picked.value,
        menus=menus,
        missed=picked.missed,
        missed_number=picked.number,
        has_more=has_more,
        has_media=bool(body.get("media")),
        language=language,
        language_source=source,
        is_answered=is_answered,
        joined=tuple(gathered.claims[1:]),
        texts=tuple(gathered.said),
        media=sent,
        edit=edit,
    )


def _decide(services: Services, turn: Turn) -> Outcome:
    if turn.claim.is_heard:
        return answer_heard(services, turn)
    if turn.edit is not None and not turn.edit.is_due:
        return _only_shown(services, turn, turn.edit)
    language = _language_wanted(services, turn)
    if language is not None:
        return change_language(turn, language)
    command = _command(services, turn)
    if command is not None:
        return run_command(turn, command)
    confirmed = danger_said(turn.choice)
    if confirmed is not None:
        return raise_alarm(services, turn, confirmed)
    danger = None if turn.choice else gravest_danger(services, turn.texts)
    if danger is not None and (danger.is_sure or turn.conversation.owner is not Owner.BOT or gets_no_answer(turn)):
        return raise_alarm(services, turn, danger)
    if turn.conversation.owner is Owner.STAFF or gets_no_answer(turn):
        return Outcome()
    if turn.conversation.owner is Owner.QUEUE:
        return wait_in_queue(services, turn)
    if turn.missed:
        return explain_list(turn)
    return ask_brain(services, turn, danger)


def _only_shown(services: Services, turn: Turn, edit: Edit) -> Outcome:
    """The person or staff have said other things since, or the words are the same: staff see it, the bot is silent."""
    danger = gravest_danger(services, turn.texts) if edit.is_changed else None
    return raise_alarm(services, turn, danger) if danger else Outcome()


def _language_wanted(services: Services, turn: Turn) -> str | None:
    """Tapped, or the whole message is the name of a language."""
    if turn.choice:
        intent, _, code = turn.choice.partition(":")
        return code if intent == Command.LANGUAGE and code else None
    return services.language_names.named_alone(turn.text)


def _command(services: Services, turn: Turn) -> Command | None:
    if turn.choice:
        return Command(turn.choice) if turn.choice in set(Command) else None
    command = services.commands.recognise(turn.text, turn.conversation.channel, is_stopped=turn.was_stopped)
    return None if command is Command.MORE and not turn.has_more else command


def _retry_or_hand_over(services: Services, turn: Turn) -> None:
    if turn.claim.attempts < MAX_ATTEMPTS_TURN:
        with services.database.write() as tx:
            for claim in turn.claims:
                inbox.try_again_later(tx, claim, delay_before_attempt(turn.claim.attempts))
        return
    log_event("turn_dead", conversation=turn.conversation.id, inbox=turn.claim.id)
    commit_turn(services, turn, apologise_and_hand_over(turn, is_dead=True))
