"""The questions that prepare a complaint about money, and what comes of them."""

from actions.complaint_form import QUESTIONS, question_of
from actions.helpline_action import HelplineAction
from actions.menu import menu_for
from actions.response import Response, wording
from actions.turn_view import TurnView


class ActionAskComplaintSince(HelplineAction):
    action_name = "action_ask_complaint_since"
    slot = QUESTIONS[0]
    belongs_to_form = True

    def respond(self, turn: TurnView) -> Response:
        return Response((question_of(self.slot),))


class ActionAskComplaintAmount(ActionAskComplaintSince):
    action_name = "action_ask_complaint_amount"
    slot = QUESTIONS[1]


class ActionComplaintSummary(HelplineAction):
    """What was said, in the person's own words: nothing is calculated that could be wrong."""

    action_name = "action_complaint_summary"
    belongs_to_form = True

    def respond(self, turn: TurnView) -> Response:
        since, amount = (turn.slot(question) for question in QUESTIONS)
        said = {"since": since, "amount": amount, "country": turn.profile.country}
        summary = wording("complaint_summary", "talk_to_human", "complaint_channels", **said)
        return Response((summary,), slots={**dict.fromkeys(QUESTIONS), "asked_again": 0})


class ActionLeaveQuestions(HelplineAction):
    action_name = "action_leave_questions"
    ends_form = True

    def respond(self, turn: TurnView) -> Response:
        return Response((wording("menu", *menu_for(turn.profile.role)),))
