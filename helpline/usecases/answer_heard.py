"""The second turn of a voice note, after a program has listened to it."""

from dataclasses import replace

from helpline.domain.conversations import Owner
from helpline.domain.turns import Outcome, Reply
from helpline.services import Services
from helpline.usecases.after_stop import gets_no_answer
from helpline.usecases.ask_brain import ask_brain
from helpline.usecases.raise_alarm import raise_alarm
from helpline.usecases.take_media import hand_over_media
from helpline.usecases.turn import Turn

_LONGEST_QUOTE = 300


def answer_heard(services: Services, turn: Turn) -> Outcome:
    """A machine mishears: nothing is taken for a command, and the person sees what was understood. Signs of danger
    raise the case also where nothing is answered. Raises BrainUnavailable."""
    danger = services.screen.examine(turn.text) if turn.text else None
    is_answered = services.answers_transcripts and turn.conversation.owner is Owner.BOT and not gets_no_answer(turn)
    if danger is not None and (danger.is_sure or not is_answered):
        alarm = raise_alarm(services, turn, danger)
        return alarm if services.answers_transcripts else replace(alarm, replies=())
    if not is_answered:
        return Outcome()
    if not turn.text:
        return hand_over_media(turn)
    outcome = ask_brain(services, turn, danger)
    heard = Reply("wording", "voice_understood", {"heard": _quote(turn.text)})
    return replace(outcome, replies=(heard, *outcome.replies)) if _answers(outcome) else outcome


def _answers(outcome: Outcome) -> bool:
    """Numbers to call come first and alone; who is handed over is not shown what could not be answered."""
    has_question = outcome.understanding.decided_by not in ("media", "safeguarding")
    return has_question and not any(reply.kind == "urgent" for reply in outcome.replies)


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"
