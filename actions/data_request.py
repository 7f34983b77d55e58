"""The person wants their data erased, or asks about their case."""

from actions.helpline_action import HelplineAction
from actions.response import Response
from actions.turn_view import TurnView
from helpline.domain.effects import Effect


class ActionDataRequest(HelplineAction):
    action_name = "action_data_request"

    def respond(self, turn: TurnView) -> Response:
        return Response(effects=(Effect("ask_erase"),))


class ActionCaseStatus(HelplineAction):
    action_name = "action_case_status"

    def respond(self, turn: TurnView) -> Response:
        return Response(effects=(Effect("show_case_status"),))
