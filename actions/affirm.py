"""Yes, and no, to what was asked last."""

from actions.clarifying import clarify_or_hand_over
from actions.helpline_action import HelplineAction
from actions.menu import menu_for
from actions.response import Response, hand_over, wording
from actions.turn_view import TurnView


class ActionAffirm(HelplineAction):
    action_name = "action_affirm"

    def respond(self, turn: TurnView) -> Response:
        if turn.slot("offered") == "talk_to_human":
            topic = turn.slot("last_topic") or "talk_to_human"
            return Response((wording("handed_over"),), (hand_over("asked", topic),), {"offered": None})
        return Response((wording("affirm_nothing", *menu_for(turn.profile.role)),))


class ActionDeny(HelplineAction):
    action_name = "action_deny"

    def respond(self, turn: TurnView) -> Response:
        return Response((wording("deny_nothing", "talk_to_human"),), slots={"offered": None})


class ActionNoneOfThese(HelplineAction):
    """None of the topics that were offered: the same as not being understood."""

    action_name = "action_none_of_these"

    def respond(self, turn: TurnView) -> Response:
        return clarify_or_hand_over(turn)
