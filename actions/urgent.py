"""Danger that Rasa recognised although the first screen did not."""

from actions.helpline_action import HelplineAction
from actions.places import places_named
from actions.response import Response, hand_over
from actions.turn_view import TurnView
from helpline.domain.second_look import ENOUGH_ALONE
from helpline.domain.turns import Reply


class ActionUrgent(HelplineAction):
    action_name = "action_urgent"
    least_confidence = ENOUGH_ALONE
    takes_precedence = True
    ends_form = True

    def respond(self, turn: TurnView) -> Response:
        effects = places_named(turn, self.faq.countries).effects()
        return Response((Reply("urgent", turn.intent),), (*effects, hand_over("danger", turn.intent, "urgent")))
