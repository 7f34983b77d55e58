"""Asks each question once, as the first message of a conversation, the way the gateway would."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.brain_client import BrainClient
from evaluation.questions import Question
from helpline.services import Services


@dataclass(frozen=True)
class Asked:
    """`answered` is the topic that was answered from the FAQ, or empty; `ranking` is Rasa's, best first."""

    question: Question
    language_found: str
    alarm_by_signs: bool
    alarm_by_brain: bool
    answered: str
    ranking: tuple[str, ...]
    confidence: float

    @property
    def is_first_right(self) -> bool:
        return bool(self.ranking) and self.ranking[0] in self.question.topics

    @property
    def is_among_three(self) -> bool:
        return any(topic in self.question.topics for topic in self.ranking[:3])

    @property
    def is_wrong_answer(self) -> bool:
        return bool(self.answered) and self.answered not in self.question.topics


def ask_all(questions: Iterable[Question], services: Services, brain: BrainClient) -> list[Asked]:
    with ThreadPoolExecutor(max_workers=4) as executor:
        return list(executor.map(lambda question: _ask(question, services, brain), questions))


def _ask(question: Question, services: Services, brain: BrainClient) -> Asked:
    guess = services.identifier.identify(question.text)
    answer = brain.take_turn(
        conversation_id=question.id,
        message_id=question.id,
        text=question.text,
        choice=None,
        profile={"language": question.language, "country": None, "origin": None, "role": None, "sector": None},
        dialogue={},
    )
    given = [effect["topic"] for effect in answer.effects if effect.type == "answer_given"]
    ranking = tuple(topic for topic, _ in answer.understanding.ranking if topic != "nlu_fallback")
    return Asked(
        question=question,
        language_found=guess.language if guess else "",
        alarm_by_signs=services.screen.examine(question.text) is not None,
        alarm_by_brain=any(reply.kind == "urgent" for reply in answer.replies),
        answered=given[0] if given else "",
        ranking=ranking,
        confidence=answer.understanding.confidence,
    )
