"""Handles the next message that is waiting: commands, then danger, then whoever owns the conversation."""

from helpline.domain.backoff import MAX_ATTEMPTS_TURN, delay_before_attempt
from helpline.domain.commands import Command
from helpline.domain.conversations import Owner
from helpline.domain.turns import Outcome
from helpline.errors import BrainUnavailable
from helpline.log import log_event
from helpline.services import Services
from helpline.storage import inbox
from helpline.usecases.after_stop import gets_no_answer
from helpline.usecases.answer_heard import answer_heard
from helpline.usecases.ask_about_danger import danger_said
from helpline.usecases.ask_brain import apologise_and_hand_over, ask_brain
from helpline.usecases.commit_turn import commit_turn
from helpline.usecases.gather_burst import gravest_danger
from helpline.usecases.link_chats import use_code
from helpline.usecases.open_turn import Held, claim_turn, open_turn
from helpline.usecases.raise_alarm import raise_alarm
from helpline.usecases.read_choice import explain_list
from helpline.usecases.read_edit import Edit
from helpline.usecases.run_command import change_language, run_command
from helpline.usecases.turn import Turn
from helpline.usecases.wait_in_queue import give_numbers, is_asked_for_country, wait_in_queue


def take_next_turn(services: Services) -> bool:
    """Handles one message, or several that were written in one go; returns False when none is waiting."""
    claimed = claim_turn(services)
    if claimed is None:
        return False
    if isinstance(claimed, Held):
        services.database.bell.ring_in(claimed.seconds, "inbox")
        return True
    turn = claimed.unread
    try:
        turn = open_turn(services, claimed)
        commit_turn(services, turn, _decide(services, turn))
    except BrainUnavailable as error:
        log_event("turn_failed", conversation=turn.conversation.id, attempts=turn.claim.attempts, error=str(error))
        commit_turn(services, turn, apologise_and_hand_over(turn))
    except Exception as error:  # a message must never block its conversation, whatever is wrong with it
        log_event("turn_broke", conversation=turn.conversation.id, error=type(error).__name__)
        _retry_or_hand_over(services, turn)
    return True


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
    code = use_code(services, turn)
    if code is not None:
        return code
    confirmed = danger_said(turn.choice)
    if confirmed is not None:
        return raise_alarm(services, turn, confirmed)
    danger = None if turn.choice else gravest_danger(services, turn.texts)
    if danger is not None and (danger.is_sure or turn.conversation.owner is not Owner.BOT or gets_no_answer(turn)):
        return raise_alarm(services, turn, danger)
    if gets_no_answer(turn):
        return Outcome()
    if turn.conversation.owner is Owner.STAFF:
        return give_numbers(services, turn)
    if turn.conversation.owner is Owner.QUEUE:
        is_lost = turn.missed and is_asked_for_country(turn)
        return explain_list(turn) if is_lost else wait_in_queue(services, turn)
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
