"""Greetings, thanks, who we are, what we can do, and whether it is safe to write here."""

from actions.fall_back import MENU
from actions.helpline_action import HelplineAction
from actions.response import Response, wording
from actions.turn_view import TurnView

_SENTENCES = {
    "greet": "greeting",
    "goodbye": "goodbye",
    "thanks": "thanks",
    "menu": "menu",
    "bot_challenge": "who_we_are",
    "privacy_question": "privacy",
}
_WITH_MENU = ("greet", "menu")


class ActionSmallTalk(HelplineAction):
    action_name = "action_small_talk"

    def respond(self, turn: TurnView) -> Response:
        choices = MENU if turn.intent in _WITH_MENU else ()
        return Response((wording(_SENTENCES.get(turn.intent, "menu"), *choices),), slots={"offered": None})
