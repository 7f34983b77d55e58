"""The person wants a person."""

from actions.helpline_action import HelplineAction
from actions.response import Response, hand_over, wording
from actions.turn_view import TurnView


class ActionHandOver(HelplineAction):
    action_name = "action_hand_over"
    least_confidence = 0.3
    ends_form = True

    def respond(self, turn: TurnView) -> Response:
        topic = turn.slot("last_topic") or "talk_to_human"
        priority = self.faq.topics[topic].priority.name.lower() if topic in self.faq.topics else "normal"
        return Response((wording("handed_over"),), (hand_over("asked", topic, priority),), {"offered": None})
