"""The person wants another language."""

from actions.helpline_action import HelplineAction
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.effects import Effect
from helpline.domain.languages import SERVED

_CHOICES = tuple(f"change_language:{code}" for code in SERVED)


class ActionChooseLanguage(HelplineAction):
    action_name = "action_choose_language"

    def respond(self, turn: TurnView) -> Response:
        wanted = turn.entity("language")
        if wanted in SERVED:
            return Response((wording("language_set"),), (Effect("set_language", {"language": wanted}),))
        return Response((wording("choose_language", *_CHOICES),))
