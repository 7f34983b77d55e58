from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer

RAREST = 2


@dataclass(frozen=True)
class Kind:
    """Which character n-grams of words count, and how much against other features."""

    shortest: int
    longest: int
    weight: float

    def vectorizer(self) -> TfidfVectorizer:
        sizes = (self.shortest, self.longest)
        return TfidfVectorizer(
            analyzer="char_wb", ngram_range=sizes, min_df=RAREST, sublinear_tf=True, dtype=np.float32
        )


class Ngrams:
    """What sklearn's vectorizer gives, for one text and without its overhead."""

    def __init__(self, kind: Kind, known: list[str], idf: np.ndarray) -> None:
        self.known = known
        self.idf = idf.astype(np.float32)
        self._weight = kind.weight
        self._row_of = {ngram: row for row, ngram in enumerate(known)}
        self._split = kind.vectorizer().build_analyzer()

    @classmethod
    def fitted(cls, kind: Kind, texts: list[str]) -> tuple[Ngrams, scipy.sparse.csr_matrix]:
        vectorizer = kind.vectorizer()
        features = vectorizer.fit_transform(texts) * kind.weight
        known = [str(ngram) for ngram in vectorizer.get_feature_names_out()]
        return cls(kind, known, vectorizer.idf_), features

    def times(self, text: str, weights: np.ndarray) -> np.ndarray:
        """The text's features multiplied with a matrix that has one row for each known n-gram."""
        counts = Counter(self._row_of[ngram] for ngram in self._split(text) if ngram in self._row_of)
        if not counts:
            return np.zeros(weights.shape[1], dtype=np.float32)
        rows = np.fromiter(counts.keys(), dtype=np.intp)
        values = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self.idf[rows]
        return (values * (self._weight / np.linalg.norm(values))) @ weights[rows]
