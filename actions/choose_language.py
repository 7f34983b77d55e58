"""The person wants another language."""

from actions.helpline_action import HelplineAction
from actions.knowledge import Knowledge
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.effects import Effect
from helpline.domain.language_names import LanguageNames
from helpline.domain.languages import SERVED

_CHOICES = tuple(f"change_language:{code}" for code in SERVED)


class ActionChooseLanguage(HelplineAction):
    action_name = "action_choose_language"

    def __init__(self, known: Knowledge, names: LanguageNames) -> None:
        super().__init__(known)
        self._names = names

    def respond(self, turn: TurnView) -> Response:
        wanted = turn.entity("language") or self._names.named_last(turn.text) or ""
        if wanted in SERVED:
            return Response((wording("language_set"),), (Effect("set_language", {"language": wanted}),))
        return Response((wording("language_not_served" if wanted else "choose_language", *_CHOICES),))
