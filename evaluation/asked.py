"""A question and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from evaluation.questions import Question
from helpline.domain.turns import BrainAnswer


class Outcome(StrEnum):
    """What a person gets, in words that stand in the report."""

    ALARM = "emergency contacts"
    ANSWER = "answer"
    DID_YOU_MEAN = "did you mean"
    CLARIFICATION = "clarification"
    HANDED_OVER = "handed over"
    OUT_OF_SCOPE = "out of scope said"
    NO_ANSWER_YET = "no answer yet"
    OTHER_WORDS = "other words"


# Nothing wrong is claimed: the person is asked, or a person is called.
HONEST_FALLBACKS = (Outcome.DID_YOU_MEAN, Outcome.CLARIFICATION, Outcome.HANDED_OVER, Outcome.OUT_OF_SCOPE)
_OF_WORDING = {
    "did_you_mean": Outcome.DID_YOU_MEAN,
    "clarify": Outcome.CLARIFICATION,
    "not_understood_handed_over": Outcome.HANDED_OVER,
    "out_of_scope": Outcome.OUT_OF_SCOPE,
    "no_answer_yet": Outcome.NO_ANSWER_YET,
    "answer_out_of_date": Outcome.NO_ANSWER_YET,
}


@dataclass(frozen=True)
class Asked:
    """`answered` is the topic answered from the FAQ, `answered_too` a second one in the same turn; `offered` are those
    of "did you mean"; `ranking` is Rasa's together with the FAQ's own words, `ranking_of_brain` Rasa's alone.

    The alarms are urgent topics, or empty: what the signs say alone, what the brain says alone, and what the gateway
    makes of both. `language_found` is empty when the text does not show its language.
    """

    question: Question
    language_found: str
    alarm_by_signs: str
    alarm_by_brain: str
    alarm: str
    answered: str
    answered_too: tuple[str, ...]
    offered: tuple[str, ...]
    said: Outcome
    ranking: tuple[tuple[str, float], ...]
    ranking_of_brain: tuple[tuple[str, float], ...]

    @property
    def outcome(self) -> Outcome:
        return Outcome.ALARM if self.has_alarm else self.said

    @property
    def has_alarm(self) -> bool:
        return bool(self.alarm)

    @property
    def given(self) -> str:
        """What a person sees: the topic answered, else the first one offered, else the first of the ranking."""
        return self.answered or (self.offered[0] if self.offered else self.ranked_first)

    @property
    def ranked_first(self) -> str:
        return self.ranking[0][0] if self.ranking else ""

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def is_first_right(self) -> bool:
        return self.given in self.question.topics

    @property
    def is_ranked_first_right(self) -> bool:
        return self.ranked_first in self.question.topics

    @property
    def is_first_right_for_brain(self) -> bool:
        return bool(self.ranking_of_brain) and self.ranking_of_brain[0][0] in self.question.topics

    @property
    def is_among_three(self) -> bool:
        ranked = (topic for topic, _ in self.ranking)
        seen = list(dict.fromkeys([self.given, *self.offered, *ranked]))
        return any(topic in self.question.topics for topic in seen[:3])

    @property
    def is_wrong_answer(self) -> bool:
        """Nothing of what was answered is on the topic; a second answer beside the right one is no harm."""
        answered = (self.answered, *self.answered_too)
        return bool(self.answered) and not any(topic in self.question.topics for topic in answered)


def said_in(answer: BrainAnswer) -> Outcome:
    kinds = {reply.kind for reply in answer.replies}
    if "urgent" in kinds:
        return Outcome.ALARM
    if "answer" in kinds:
        return Outcome.ANSWER
    for reply in answer.replies:
        if reply.name in _OF_WORDING:
            return _OF_WORDING[reply.name]
    has_case = any(effect.type == "open_case" for effect in answer.effects)
    return Outcome.HANDED_OVER if has_case else Outcome.OTHER_WORDS


def offered_in(answer: BrainAnswer, topics: frozenset[str]) -> tuple[str, ...]:
    """The topics of "did you mean", also of entries that stand for themselves (`other_questions:<id>`); what else can
    be tapped there is no topic.
    """
    choices = (choice for reply in answer.replies if reply.name == "did_you_mean" for choice in reply.choices)
    return tuple(topic for choice in choices if (topic := choice.partition(":")[0]) in topics)
