"""Searches the FAQ by its own phrasings. The index follows the database: a change is found with the next message."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from helpline.domain.answers import Answer
from helpline.domain.faq_search import FaqIndex, Match, Phrasing
from helpline.storage.answers import all_answers, answers_version
from helpline.storage.database import Database


class FaqSearch:
    """Safe to share between threads. Whoever comes first after a change builds the index."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._version = -1
        self._state = _State(FaqIndex(()), {})

    def search(self, text: str, language: str) -> list[Match]:
        """Most alike first; only what can be answered in the language, in whichever language it was asked."""
        state = self._current()
        return [match for match in state.index.search(text) if language in state.languages[match.answer_id]]

    def _current(self) -> "_State":
        with self._lock:
            with self._database.read() as tx:
                version = answers_version(tx)
                if version != self._version:
                    self._state = _state_of(all_answers(tx))
                    self._version = version
            return self._state


@dataclass(frozen=True)
class _State:
    """The index, and in which languages each answer is there."""

    index: FaqIndex
    languages: Mapping[str, frozenset[str]]


def _state_of(answers: list[Answer]) -> _State:
    return _State(FaqIndex(phrasings_of(answers)), {answer.id: frozenset(answer.translations) for answer in answers})


def phrasings_of(answers: Iterable[Answer]) -> list[Phrasing]:
    return [
        Phrasing(answer.id, answer.topic, language, text)
        for answer in answers
        for language, translation in answer.translations.items()
        for text in (translation.question, *translation.phrasings)
        if text
    ]
