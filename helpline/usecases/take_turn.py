"""Handles the next message that is waiting: commands, then danger, then whoever owns the conversation."""

from dataclasses import dataclass

from helpline.domain.backoff import MAX_ATTEMPTS_TURN, delay_before_attempt
from helpline.domain.choices import choice_meant
from helpline.domain.commands import Command
from helpline.domain.conversations import Owner
from helpline.domain.gathering import joined
from helpline.domain.messages import Choice
from helpline.domain.turns import Outcome
from helpline.errors import BrainUnavailable
from helpline.log import log_event
from helpline.services import Services
from helpline.storage import conversations, inbox, messages
from helpline.usecases.after_stop import gets_no_answer
from helpline.usecases.ask_brain import apologise_and_hand_over, ask_brain
from helpline.usecases.commit_turn import commit_turn
from helpline.usecases.decide_language import decide_language
from helpline.usecases.gather_burst import gather, gravest_danger
from helpline.usecases.raise_alarm import raise_alarm
from helpline.usecases.run_command import change_language, run_command
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
        offered = conversations.load_offered(tx, claim.conversation_id)
        gathered = gather(services, tx, conversation, claim, body, lambda text: _is_choice(services, text, offered))
        if gathered.until is not None:
            return _Held((gathered.until - tx.now).total_seconds() + _TIMER_SECONDS)
    text = joined(gathered.texts) if len(gathered.texts) > 1 else gathered.texts[0]
    choice = _choice(services, body.get("choice"), text, offered)
    language, source = decide_language(services.identifier, conversation.profile, "" if choice else text)
    is_answered = bool(body.get("is_answered")) or services.commands.stops_at_carrier(text, conversation.channel)
    return Turn(
        claim=claim,
        conversation=conversation,
        text=text,
        choice=choice,
        offered=offered,
        has_media=bool(body.get("media")),
        language=language,
        language_source=source,
        is_answered=is_answered,
        joined=tuple(gathered.claims[1:]),
        texts=tuple(gathered.texts),
    )


def _choice(services: Services, tapped: str | None, text: str, offered: tuple[Choice, ...]) -> str | None:
    """The value tapped, or that a number or a label in the text stands for; None for one that is not ours."""
    if tapped:
        return tapped if _is_known(services, tapped) else None
    meant = choice_meant(text, offered) if offered else None
    return meant.value if meant else None


def _is_choice(services: Services, text: str, offered: tuple[Choice, ...]) -> bool:
    return _choice(services, None, text, offered) is not None


def _is_known(services: Services, value: str) -> bool:
    intent = value.partition(":")[0]
    return intent in services.topics or intent in set(Command)


def _decide(services: Services, turn: Turn) -> Outcome:
    language = _language_wanted(services, turn)
    if language is not None:
        return change_language(turn, language)
    command = _command(services, turn)
    if command is not None:
        return run_command(turn, command)
    danger = None if turn.choice else gravest_danger(services, turn.texts)
    if danger is not None and (danger.is_sure or turn.conversation.owner is not Owner.BOT or gets_no_answer(turn)):
        return raise_alarm(services, turn, danger)
    if turn.conversation.owner is Owner.STAFF or gets_no_answer(turn):
        return Outcome()
    if turn.conversation.owner is Owner.QUEUE:
        return wait_in_queue(services, turn)
    return ask_brain(services, turn, danger)


def _language_wanted(services: Services, turn: Turn) -> str | None:
    """Tapped, or the whole message is the name of a language."""
    if turn.choice:
        intent, _, code = turn.choice.partition(":")
        return code if intent == Command.LANGUAGE and code else None
    return services.language_names.named_alone(turn.text)


def _command(services: Services, turn: Turn) -> Command | None:
    if turn.choice:
        return Command(turn.choice) if turn.choice in set(Command) else None
    return services.commands.recognise(turn.text, turn.conversation.channel, is_stopped=turn.was_stopped)


def _retry_or_hand_over(services: Services, turn: Turn) -> None:
    if turn.claim.attempts < MAX_ATTEMPTS_TURN:
        with services.database.write() as tx:
            for claim in turn.claims:
                inbox.try_again_later(tx, claim, delay_before_attempt(turn.claim.attempts))
        return
    log_event("turn_dead", conversation=turn.conversation.id, inbox=turn.claim.id)
    commit_turn(services, turn, apologise_and_hand_over(turn, is_dead=True))
