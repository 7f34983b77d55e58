"""Danger that Rasa recognised although the first screen did not."""

from actions.helpline_action import HelplineAction
from actions.places import places_named
from actions.response import Response, hand_over
from actions.turn_view import TurnView
from helpline.domain.turns import Reply


class ActionUrgent(HelplineAction):
    action_name = "action_urgent"
    least_confidence = 0.3  # rather one alarm too many

    def respond(self, turn: TurnView) -> Response:
        effects = places_named(turn, self.faq.countries).effects()
        return Response((Reply("urgent", turn.intent),), (*effects, hand_over("danger", turn.intent, "urgent")))
