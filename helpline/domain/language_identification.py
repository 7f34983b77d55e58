"""Which language a message is in: script first, then our own classifier, and langdetect as a voter on long texts."""

import re
from dataclasses import dataclass
from functools import cache

from langdetect import LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.languages import SERVED

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOT_ARABIC_LANGUAGE = re.compile("[ٹڈڑںےہھپچژگ]")
_LANGDETECT_LETTERS = 25
_SURE = 0.6
# With fewer known words than this the classifier is out of its depth, whatever it says.
_KNOWN_WORDS = 0.6
# Arabic in Latin letters is spelt by ear: fewer words are known, and langdetect knows none.
_KNOWN_WORDS_OF_ARABIC = 0.41


@dataclass(frozen=True)
class Guess:
    """`language` may be one that is not served; `letters` is how much there was to go by."""

    language: str
    letters: int
    confidence: float


class LanguageIdentifier:
    """Deterministic, and safe to share between threads."""

    def __init__(self, classifier: LanguageClassifier) -> None:
        self._classifier = classifier

    def identify(self, text: str) -> Guess | None:
        """None when the text does not show its language: numbers, names, emoji, `ok`."""
        arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
        if arabic + latin < 2:
            return None
        if arabic >= latin / 2:
            return Guess("ur" if len(_NOT_ARABIC_LANGUAGE.findall(text)) > 1 else "ar", arabic, 1.0)
        probabilities = self._classifier.probabilities(text)
        if not probabilities:
            return None
        language, confidence = max(probabilities.items(), key=lambda pair: pair[1])
        enough = _KNOWN_WORDS_OF_ARABIC if language == "ar" else _KNOWN_WORDS
        if latin >= _LANGDETECT_LETTERS and self._classifier.share_of_known_words(text) < enough:
            voted = _langdetect(text)
            if voted and voted != language:
                return Guess(voted, latin, _SURE) if voted not in SERVED or confidence < _SURE else None
        return Guess(language, latin, confidence) if confidence >= _SURE else None


def _langdetect(text: str) -> str | None:
    detector = _factory().create()
    detector.seed = 0
    detector.append(text)
    try:
        found = str(detector.detect())
    except LangDetectException:
        return None
    return found if found != "unknown" else None


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory
