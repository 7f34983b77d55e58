"""The bot's own turn: Rasa understands, the actions answer."""

from dataclasses import replace

from helpline.domain.effects import Effect
from helpline.domain.safeguarding import Danger
from helpline.domain.second_look import danger_after_all
from helpline.domain.turns import BrainAnswer, Outcome, Reply, Understanding
from helpline.errors import BrainUnavailable
from helpline.services import Services
from helpline.usecases.ask_about_danger import with_question_about_danger
from helpline.usecases.raise_alarm import raise_alarm
from helpline.usecases.take_media import hand_over_media, is_understood, take_media
from helpline.usecases.turn import Turn


def ask_brain(services: Services, turn: Turn, seen: Danger | None = None) -> Outcome:
    """`seen` is a danger of which the signs are not sure: Rasa is heard too, and without Rasa it counts.

    Raises BrainUnavailable when Rasa or the actions are down, slow or talk nonsense.
    """
    if turn.has_media and not turn.text.strip():
        return take_media(services, turn)
    try:
        answer = _answer_of_brain(services, turn)
    except BrainUnavailable:
        if seen is None:
            raise
        return raise_alarm(services, turn, seen)
    understood = answer.understanding
    danger = None if turn.choice else danger_after_all(seen, understood.danger, understood.ranking)
    if danger is not None:
        alarm = raise_alarm(services, turn, danger)
        return replace(alarm, dialogue=answer.dialogue, understanding=alarm.understanding if seen else understood)
    if turn.has_media and not is_understood(answer):
        return replace(hand_over_media(turn), understanding=understood)
    replies = with_question_about_danger(turn, seen, understood, answer.replies)
    return Outcome(replies, answer.effects, understood, answer.dialogue)


def _answer_of_brain(services: Services, turn: Turn) -> BrainAnswer:
    profile = replace(turn.conversation.profile, language=turn.language)
    return services.brain.take_turn(
        conversation_id=turn.conversation.id,
        message_id=turn.claim.message_id,
        text=turn.text,
        choice=turn.choice,
        profile=profile.for_brain(),
        dialogue=turn.conversation.dialogue,
    )


def apologise_and_hand_over(turn: Turn, *, is_dead: bool = False) -> Outcome:
    """The brain failed: the person hears that, without an error text, and a person takes over."""
    return Outcome(
        replies=(Reply("wording", "brain_failed"),),
        effects=(Effect("open_case", {"topic": "not_understood", "reason": "brain_failed", "priority": "high"}),),
        understanding=Understanding(decided_by="brain_failed"),
        is_dead=is_dead,
    )
