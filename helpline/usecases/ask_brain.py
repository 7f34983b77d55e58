"""The bot's own turn: Rasa understands, the actions answer."""

from dataclasses import replace

from helpline.domain.effects import Effect
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.turn import Turn


def ask_brain(services: Services, turn: Turn) -> Outcome:
    """Raises BrainUnavailable when Rasa or the actions are down, slow or talk nonsense."""
    if turn.has_media and not turn.text:
        return Outcome(
            replies=(Reply("wording", "media_received"),),
            effects=(Effect("open_case", {"topic": "media", "reason": "media", "priority": "normal"}),),
        )
    profile = replace(turn.conversation.profile, language=turn.language)
    answer = services.brain.take_turn(
        conversation_id=turn.conversation.id,
        message_id=turn.claim.message_id,
        text=turn.text,
        choice=turn.choice,
        profile=profile.for_brain(),
        dialogue=turn.conversation.dialogue,
    )
    return Outcome(answer.replies, answer.effects, answer.understanding, answer.dialogue)


def apologise_and_hand_over(turn: Turn, *, is_dead: bool = False) -> Outcome:
    """The brain failed: the person hears that, without an error text, and a person takes over."""
    return Outcome(
        replies=(Reply("wording", "brain_failed"),),
        effects=(Effect("open_case", {"topic": "not_understood", "reason": "brain_failed", "priority": "high"}),),
        understanding=Understanding(decided_by="brain_failed"),
        is_dead=is_dead,
    )
