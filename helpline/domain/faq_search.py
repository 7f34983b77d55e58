"""Finds FAQ entries by their own words: what staff wrote a minute ago is found without any training.

BM25 over words, stems and character n-grams picks candidates; how alike a candidate and the message are is then said as
a share of their weighted features, since BM25's own scores have no scale.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import bm25s
import numpy as np

from helpline.domain.search_features import features_of

# So many of BM25's best are compared with the message.
_CANDIDATES = 40


@dataclass(frozen=True)
class Phrasing:
    """One way to ask what `answer_id` answers."""

    answer_id: str
    topic: str
    language: str
    text: str


@dataclass(frozen=True)
class Match:
    """`likeness` is 1 when message and phrasing say the same, 0 when they share nothing."""

    answer_id: str
    topic: str
    likeness: float


class FaqIndex:
    """Built once for a state of the FAQ; safe to share between threads."""

    def __init__(self, phrasings: Iterable[Phrasing]) -> None:
        self._phrasings = tuple(phrasings)
        self._features = [frozenset(features_of(each.text, (each.language,))) for each in self._phrasings]
        self._weights = _weights(self._features)
        self._unknown = max(self._weights.values(), default=1.0)
        self._sizes = [self._weight(features) for features in self._features]
        self._bm25 = bm25s.BM25(method="lucene")
        if self._phrasings:
            self._bm25.index([sorted(features) for features in self._features], show_progress=False)

    def __len__(self) -> int:
        return len(self._phrasings)

    def search(self, text: str) -> list[Match]:
        """The best phrasing of each answer that shares anything with the text, most alike first."""
        wanted = frozenset(features_of(text))
        known = [feature for feature in wanted if feature in self._weights]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        count = min(_CANDIDATES, len(scores))
        candidates = np.argpartition(-scores, count - 1)[:count]
        size = self._weight(wanted)
        best: dict[str, Match] = {}
        for index in (int(i) for i in candidates if scores[i] > 0):
            found = self._phrasings[index]
            likeness = 2.0 * self._weight(wanted & self._features[index]) / (size + self._sizes[index])
            known_match = best.get(found.answer_id)
            if known_match is None or likeness > known_match.likeness:
                best[found.answer_id] = Match(found.answer_id, found.topic, likeness)
        return sorted(best.values(), key=lambda match: (-match.likeness, match.answer_id))

    def _weight(self, features: Iterable[str]) -> float:
        return sum(self._weights.get(feature, self._unknown) for feature in features)


def _weights(documents: Iterable[frozenset[str]]) -> dict[str, float]:
    """Rare features weigh more: the logarithm of one in how many documents has them."""
    counts: defaultdict[str, int] = defaultdict(int)
    total = 0
    for features in documents:
        total += 1
        for feature in features:
            counts[feature] += 1
    return {feature: float(np.log1p((total - count + 0.5) / (count + 0.5))) for feature, count in counts.items()}
