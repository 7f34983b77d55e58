"""Whether the last answer helped."""

from actions.helpline_action import HelplineAction
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.effects import Effect


class ActionRateAnswer(HelplineAction):
    action_name = "action_rate_answer"

    def respond(self, turn: TurnView) -> Response:
        helped = turn.intent == "feedback_positive"
        answer = turn.entity("answer")
        effects = (Effect("rate_answer", {"answer": answer, "helped": "yes" if helped else "no"}),) if answer else ()
        if helped:
            return Response((wording("rated_helped"),), effects, {"offered": None})
        return Response((wording("rated_not_helped", "talk_to_human"),), effects, {"offered": "talk_to_human"})
