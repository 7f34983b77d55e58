"""Asks each question once, as the first message of a conversation, the way the gateway would."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.brain_client import BrainClient
from evaluation.asked import Asked, offered_in, said_in
from evaluation.fusing import Fusing
from evaluation.questions import Question
from helpline.content.phrases import read_phrases
from helpline.content.safeguarding import read_safeguarding
from helpline.content.topics import read_topics
from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.language_identification import LanguageIdentifier
from helpline.domain.safeguarding import SafeguardingScreen
from helpline.domain.second_look import danger_after_all
from helpline.domain.turns import BrainAnswer
from helpline.settings import Settings
from helpline.storage.database import Database

_AT_ONCE = 4
# Entries that staff wrote, which no classifier knows.
_STAND_FOR_THEMSELVES = frozenset({"other_questions"})
_NO_TOPIC_OF_FAQ = frozenset({"nlu_fallback"})


@dataclass(frozen=True)
class Gateway:
    """The parts of the gateway that look at a message, and the FAQ to read: an evaluation stores nothing."""

    screen: SafeguardingScreen
    identifier: LanguageIdentifier
    answered_topics: frozenset[str]
    fusing: Fusing
    brain: BrainClient


def make_gateway(settings: Settings, database: Database, brain: BrainClient) -> Gateway:
    topics = read_topics(settings.helpline_content_dir)
    return Gateway(
        screen=read_safeguarding(settings.helpline_content_dir),
        identifier=LanguageIdentifier(make_classifier(settings)),
        answered_topics=frozenset(name for name, topic in topics.items() if topic.has_answers) | _STAND_FOR_THEMSELVES,
        fusing=Fusing(database),
        brain=brain,
    )


def make_classifier(settings: Settings) -> LanguageClassifier:
    phrases = read_phrases(settings.helpline_phrases_dir)
    return LanguageClassifier({code: [text for _, text in found] for code, found in phrases.items()})


def ask_all(questions: Iterable[Question], gateway: Gateway) -> list[Asked]:
    """Raises BrainUnavailable when a question gets no answer: figures of a part would mislead."""
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as executor:
        return list(executor.map(lambda question: ask(question, gateway), questions))


def ask(question: Question, gateway: Gateway) -> Asked:
    guess = gateway.identifier.identify(question.text)
    seen = gateway.screen.examine(question.text)
    answer = gateway.brain.take_turn(
        conversation_id=question.id,
        message_id=question.id,
        text=question.text,
        choice=None,
        profile={"language": question.language, "country": None, "origin": None, "role": None, "sector": None},
        dialogue={},
    )
    of_brain = _ranking(answer)
    given = list(dict.fromkeys(effect["topic"] for effect in answer.effects if effect.type == "answer_given"))
    understood = answer.understanding
    danger = danger_after_all(seen, understood.danger, understood.ranking)
    by_brain = danger_after_all(None, understood.danger, understood.ranking)
    return Asked(
        question=question,
        language_found=guess.language if guess else "",
        alarm_by_signs=seen.topic if seen else "",
        alarm_by_brain=by_brain.topic if by_brain else "",
        alarm=danger.topic if danger else "",
        answered=given[0] if given else "",
        answered_too=tuple(given[1:]),
        offered=offered_in(answer, gateway.answered_topics),
        said=said_in(answer),
        ranking=gateway.fusing.ranking(question.text, question.language, of_brain),
        ranking_of_brain=of_brain,
    )


def _ranking(answer: BrainAnswer) -> tuple[tuple[str, float], ...]:
    return tuple(entry for entry in answer.understanding.ranking if entry[0] not in _NO_TOPIC_OF_FAQ)
