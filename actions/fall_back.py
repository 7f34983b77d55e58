"""Out of scope is said as such and not answered; what was not understood is clarified."""

from actions.clarifying import clarify_or_hand_over
from actions.helpline_action import HelplineAction
from actions.menu import menu_for
from actions.response import Response, wording
from actions.turn_view import TurnView


class ActionFallBack(HelplineAction):
    action_name = "action_fall_back"
    least_confidence = 0.0

    def respond(self, turn: TurnView) -> Response:
        if turn.intent == "out_of_scope":
            return Response((wording("out_of_scope", *menu_for(turn.profile.role)),), slots={"offered": None})
        return clarify_or_hand_over(turn)
