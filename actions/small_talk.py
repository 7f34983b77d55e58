"""Greetings, thanks, who we are, what we can do, and whether it is safe to write here."""

from actions.helpline_action import HelplineAction
from actions.menu import menu_for
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
# Thanks alone leave nearly nothing to any other topic.
_SAYS_GOODBYE_TOO = 0.03


class ActionSmallTalk(HelplineAction):
    action_name = "action_small_talk"

    def respond(self, turn: TurnView) -> Response:
        if turn.intent == "thanks" and _is_goodbye_too(turn):
            return Response((wording("goodbye"),), slots={"offered": None})
        choices = menu_for(turn.profile.role) if turn.intent in _WITH_MENU else ()
        return Response((wording(_SENTENCES.get(turn.intent, "menu"), *choices),), slots={"offered": None})


def _is_goodbye_too(turn: TurnView) -> bool:
    """`thanks, bye` is not asked for more."""
    return any(name == "goodbye" and confidence >= _SAYS_GOODBYE_TOO for name, confidence in turn.ranking[1:2])
