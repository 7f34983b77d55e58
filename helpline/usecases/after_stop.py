"""What somebody hears who said STOP and then writes something else than START."""

from dataclasses import replace

from helpline.domain.messages import OutgoingMessage
from helpline.domain.turns import Outcome
from helpline.services import Services
from helpline.usecases.effects_result import EffectsResult
from helpline.usecases.turn import Turn

# Who stopped on SMS is blocked by the carrier side, and the rules there allow nothing but the confirmation.
_SILENT_CHANNELS = frozenset({"sms"})
# After these the person is no longer stopped, or nothing more needs saying about it.
_SAY_IT_THEMSELVES = frozenset({"start", "stop", "erase_me"})


def gets_no_answer(turn: Turn) -> bool:
    """The brain need not be asked. Commands and danger are looked for all the same."""
    return turn.was_stopped and turn.conversation.channel in _SILENT_CHANNELS


def after_stop(
    services: Services, turn: Turn, outcome: Outcome, result: EffectsResult, replies: list[OutgoingMessage]
) -> list[OutgoingMessage]:
    """A question is a request to be answered: this turn is, with a line that says how to hear more. On SMS only help in
    danger is tried, and START answered."""
    if not turn.was_stopped or not replies or any(effect.type in _SAY_IT_THEMSELVES for effect in outcome.effects):
        return replies
    if gets_no_answer(turn):
        return [reply for reply in replies if reply.urgent]
    line = services.wording.say(replies[-1].language, "after_stop_case" if result.case else "after_stop")
    return [*replies[:-1], _with_line(replies[-1], line)]


def _with_line(reply: OutgoingMessage, line: str) -> OutgoingMessage:
    short = f"{reply.short_text} {line}" if reply.short_text else ""
    return replace(reply, text=f"{reply.text}\n\n{line}", short_text=short)
