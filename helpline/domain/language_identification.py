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


# Words that no name and no other language has, and digits inside of words (3andi, ma7ad).
_TELLS_ARABIC = re.compile(
    r"\b(?:an[ai]|enta|inta|enti|inti|ma?fi|mafish|mafich|mish|mesh|moush|mush|mou|shu|shou|shno|chnou|wesh|wach|wash|leh|lesh|"
    r"leich|kif|kifach|kayf|keef|wein|win|wen|fin|feen|emta|imta|mata|wallah|bas|yani|diali|dyali|dial|bghit|bgit|khdam|khedma|"
    r"khallas|khalas|lissa|lessa|abgha|abi|aiz|ayez|ayza|awez|awza|lazem|lazim|mumkin|momken|law|kam|hada|hadi|hatha|hadha|howa|"
    r"huwa|hiya|heya|ratbi|rateb|ratib|flous|floos|fulus|jawaz|jawazi|akhadt|akhad|khad|kan|kont|ala|min|elli|illi|yalli)\b|"
    r"(?<=[a-z])[2356789](?=[a-z])|\b[3792](?=[a-z]{2})|(?<=[a-z]{2})[379]\b",
    re.IGNORECASE,
)


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


def is_only_names(guess: Guess, text: str) -> bool:
    """Places, people and words such as kafil are Arabic in every language: they do not say that somebody now writes
    Arabic. Verbs, pronouns and digits for letters do."""
    return guess.language == "ar" and not _ARABIC.search(text) and not _TELLS_ARABIC.search(text)


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
