"""Telling languages apart: langdetect alone, our classifier alone, and what we use."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from langdetect import LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

from evaluation.languages import BANDS, name_of, right_by
from evaluation.questions import Question
from evaluation.shares import Share
from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.language_identification import LanguageIdentifier

Identify = Callable[[str], str]


@dataclass(frozen=True)
class LanguageContender:
    """Right by set and language, and by number of letters over all."""

    name: str
    right: dict[str, Share]
    by_letters: dict[str, Share]
    ms_a_message: float


def language_contenders(
    classifier: LanguageClassifier, questions: Sequence[tuple[str, Question]]
) -> list[LanguageContender]:
    identifier = LanguageIdentifier(classifier)

    def ours(text: str) -> str:
        guess = identifier.identify(text)
        return guess.language if guess else ""

    found = [_measured("langdetect alone", _langdetect_alone(), questions)]
    # The identifier has no such switch, since nobody should want one: only here is it worth knowing.
    with patch("helpline.domain.language_identification._langdetect", lambda _: None):
        found.append(_measured("script and our classifier", ours, questions))
    return [*found, _measured("script, our classifier and langdetect", ours, questions)]


def _langdetect_alone() -> Identify:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)

    def identify(text: str) -> str:
        detector = factory.create()
        detector.seed = 0
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:
            return ""

    identify("warm")
    return identify


def _measured(name: str, identify: Identify, questions: Sequence[tuple[str, Question]]) -> LanguageContender:
    started = time.process_time()
    found = {question.text: identify(question.text) for _, question in questions}
    ms = (time.process_time() - started) * 1000 / max(1, len(questions))
    groups: dict[str, list[Question]] = {}
    for set_name, question in questions:
        groups.setdefault(f"{set_name}, {question.language}", []).append(question)
    bands = {
        name_of((first, last)): right_by(found.__getitem__, [q for _, q in questions if first <= q.letters <= last])
        for first, last in BANDS
    }
    return LanguageContender(
        name, {group: right_by(found.__getitem__, listed) for group, listed in groups.items()}, bands, ms
    )
