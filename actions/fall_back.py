"""Not understood: once a clarification, then a person. Out of scope is said as such and not answered."""

from actions.helpline_action import HelplineAction
from actions.response import Response, hand_over, wording
from actions.turn_view import TurnView

MENU = ("passport_retention", "unpaid_wages", "recruitment_fees", "talk_to_human")


class ActionFallBack(HelplineAction):
    action_name = "action_fall_back"

    def respond(self, turn: TurnView) -> Response:
        if turn.intent == "out_of_scope":
            return Response((wording("out_of_scope", *MENU),), slots={"offered": None})
        return clarify_or_hand_over(turn)


def clarify_or_hand_over(turn: TurnView) -> Response:
    if int(turn.slots.get("clarified") or 0) == 0:
        return Response((wording("clarify", "menu", "talk_to_human"),), slots={"clarified": 1, "offered": None})
    return Response(
        (wording("not_understood_handed_over"),),
        (hand_over("not_understood", "not_understood"),),
        {"clarified": 0, "offered": None},
    )
