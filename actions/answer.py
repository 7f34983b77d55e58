"""Answers a question from the FAQ, or asks back when several topics are likely."""

from actions.answering import answer_found
from actions.clarifying import clarify_or_hand_over
from actions.helpline_action import HelplineAction
from actions.knowledge import THRESHOLDS
from actions.places import places_named
from actions.response import Response, wording
from actions.second_question import with_second_question
from actions.turn_view import TurnView
from helpline.domain.choosing import OTHER_QUESTIONS, Certainty, Ranking, certainty_of
from helpline.domain.effects import Effect

_MOST_OFFERED = 3
# Less likely topics are offered to nobody.
_LEAST_OFFERED = 0.06
# Three questions back in a row, or one of them after a clarification, are enough: then a person.
_EACH_TIME, _ENOUGH = 0.5, 1.5


class ActionAnswer(HelplineAction):
    action_name = "action_answer"
    least_confidence = 0.0  # decides by its own thresholds

    def respond(self, turn: TurnView) -> Response:
        if turn.is_choice:
            return answer_found(self.known, self._chosen(turn), turn)
        ranking = self.known.ranking(turn)
        certainty = certainty_of(ranking, THRESHOLDS)
        if certainty is Certainty.SURE:
            return with_second_question(self.known, answer_found(self.known, ranking[0][0], turn), turn)
        if certainty is Certainty.UNSURE:
            return did_you_mean(turn, self._candidates(ranking), self._said_about_oneself(turn))
        return clarify_or_hand_over(turn)

    def _said_about_oneself(self, turn: TurnView) -> tuple[Effect, ...]:
        """Remembered, so that the topic that is tapped is answered for that country and role."""
        role = self.known.roles.named(turn.text)
        said = (Effect("set_role", {"role": role}),) if role else ()
        return (*places_named(turn, self.faq.countries).effects(), *said)

    @staticmethod
    def _chosen(turn: TurnView) -> str:
        entry = turn.entity("answer")
        return f"{turn.intent}:{entry}" if turn.intent == OTHER_QUESTIONS else turn.intent

    def _candidates(self, ranking: Ranking) -> tuple[str, ...]:
        likely = (name for name, probability in ranking if probability >= _LEAST_OFFERED)
        return tuple(name for name in likely if self._is_answered(name))[:_MOST_OFFERED]

    def _is_answered(self, name: str) -> bool:
        topic = self.faq.topics.get(name.partition(":")[0])
        return topic is not None and (topic.has_answers or topic.name == OTHER_QUESTIONS)


def did_you_mean(turn: TurnView, topics: tuple[str, ...], effects: tuple[Effect, ...] = ()) -> Response:
    asked_back = float(turn.slots.get("clarified") or 0)
    if not topics or asked_back >= _ENOUGH:
        return clarify_or_hand_over(turn)
    reply = wording("did_you_mean", *topics, "none_of_these", "talk_to_human")
    return Response((reply,), effects, {"clarified": asked_back + _EACH_TIME})
