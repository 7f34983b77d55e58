"""Danger was recognised: emergency contacts at once, an urgent case, a person takes over. Rasa is not asked."""

from helpline.domain.conversations import Owner
from helpline.domain.effects import Effect
from helpline.domain.safeguarding import Danger
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.usecases.turn import Turn


def raise_alarm(turn: Turn, danger: Danger) -> Outcome:
    """While staff own the conversation only the case changes: the bot stays silent and staff see the alarm."""
    replies = () if turn.conversation.owner is Owner.STAFF else (Reply("urgent", danger.topic),)
    return Outcome(
        replies=replies,
        effects=(Effect("open_case", {"topic": danger.topic, "reason": "danger", "priority": "urgent"}),),
        understanding=Understanding(topic=danger.topic, confidence=1.0, decided_by="safeguarding"),
    )
