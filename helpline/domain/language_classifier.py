"""A small classifier of languages written in Latin letters, trained on the project's own phrases.

Naive Bayes over character n-grams of whole words: on messages of a few words it beats general language detectors, since
it knows what people write to a helpline, romanised Arabic included. Deterministic; trained in under a second.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from helpline.domain.normal_form import words_of

_LONGEST_NGRAM = 4
_SMOOTHING = 0.3
# n-grams of one word are not independent of each other; undamped, every verdict would look certain
_DAMPING = 8.0
_LATIN = re.compile("[a-z\u00c0-\u024f]", re.IGNORECASE)


class LanguageClassifier:
    """Knows the languages of its training phrases and no others."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """`phrases` by language code."""
        latin = {language: filter(_LATIN.search, texts) for language, texts in phrases.items()}
        counts = {language: Counter(_features(texts)) for language, texts in latin.items()}
        vocabulary = len(set().union(*counts.values())) + 1
        self._unseen: dict[str, float] = {}
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for language, counted in counts.items():
            total = sum(counted.values()) + _SMOOTHING * vocabulary
            self._unseen[language] = math.log(_SMOOTHING / total)
            for feature, count in counted.items():
                self._weights[feature][language] = math.log((count + _SMOOTHING) / total)

    def probabilities(self, text: str) -> dict[str, float]:
        """By language, summing to 1; an empty mapping when nothing in the text was ever seen."""
        scores = dict.fromkeys(self._unseen, 0.0)
        known = [feature for feature in _features([text]) if feature in self._weights]
        if not known:
            return {}
        for feature in known:
            weights = self._weights[feature]
            for language, unseen in self._unseen.items():
                scores[language] += weights.get(language, unseen)
        damped = {language: score / _DAMPING for language, score in scores.items()}
        highest = max(damped.values())
        shares = {language: math.exp(score - highest) for language, score in damped.items()}
        return {language: share / sum(shares.values()) for language, share in shares.items()}

    def share_of_known_words(self, text: str) -> float:
        """From 0 to 1: how many of the words stood in any training phrase. Low for languages that it does not know."""
        words = words_of(text)
        return sum(f" {word} " in self._weights for word in words) / len(words) if words else 0.0


def _features(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in words_of(text):
            padded = f" {word} "
            yield padded
            for size in range(1, _LONGEST_NGRAM + 1):
                for start in range(len(padded) - size + 1):
                    if size < len(padded):
                        yield padded[start : start + size]
