"""Answers a question from the FAQ, or asks back when several topics are likely."""

from actions.answering import answer_topic
from actions.clarifying import clarify_or_hand_over
from actions.helpline_action import HelplineAction
from actions.places import places_named
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.choosing import Certainty, Thresholds, certainty_of
from helpline.domain.effects import Effect

_MOST_OFFERED = 3
# From the curves of `make evaluate` on the development questions.
THRESHOLDS = Thresholds()


class ActionAnswer(HelplineAction):
    action_name = "action_answer"
    least_confidence = 0.0  # decides by its own thresholds

    def respond(self, turn: TurnView) -> Response:
        places = places_named(turn, self.faq.countries)
        certainty = Certainty.SURE if turn.is_choice else certainty_of(turn.ranking, THRESHOLDS)
        if certainty is Certainty.SURE:
            return answer_topic(self.faq, turn.intent, turn, places)
        if certainty is Certainty.UNSURE:
            return did_you_mean(turn, self._candidates(turn), places.effects())
        return clarify_or_hand_over(turn)

    def _candidates(self, turn: TurnView) -> tuple[str, ...]:
        answered = (name for name, _ in turn.ranking if name in self.faq.topics and self.faq.topics[name].has_answers)
        return tuple(answered)[:_MOST_OFFERED]


def did_you_mean(turn: TurnView, topics: tuple[str, ...], effects: tuple[Effect, ...] = ()) -> Response:
    if not topics:
        return clarify_or_hand_over(turn)
    reply = wording("did_you_mean", *topics, "none_of_these", "talk_to_human")
    return Response((reply,), effects, {"clarified": int(turn.slots.get("clarified") or 0)})
