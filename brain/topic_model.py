from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from joblib import parallel_backend
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

NGRAMS = (1, 5)
RAREST_NGRAM = 2
REGULARISATION = 10.0
TOLERANCE = 0.1
SEED = 20261122
THREADS = 2


@dataclass(frozen=True)
class Phrase:
    """A text in two forms: normal, for its letters, and as a vector, for its meaning."""

    normal: str
    vector: np.ndarray


class TopicModel:
    """Logistic regression on character n-grams (spelling, dialects) together with sentence vectors (meaning)."""

    def __init__(
        self, topics: list[str], ngrams: list[str], idf: np.ndarray, weights: np.ndarray, bias: np.ndarray
    ) -> None:
        self.topics = topics
        self._ngrams = ngrams
        self._idf = idf.astype(np.float32)
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)
        self._row_of = {ngram: row for row, ngram in enumerate(ngrams)}
        self._split = _vectorizer().build_analyzer()

    @classmethod
    def trained(cls, phrases: list[Phrase], topics: list[str]) -> TopicModel:
        vectorizer = _vectorizer()
        letters = vectorizer.fit_transform([phrase.normal for phrase in phrases])
        meaning = scipy.sparse.csr_matrix(np.stack([phrase.vector for phrase in phrases]))
        one_topic = LogisticRegression(C=REGULARISATION, solver="liblinear", tol=TOLERANCE, random_state=SEED)
        regression = OneVsRestClassifier(one_topic, n_jobs=THREADS)
        with parallel_backend("threading"):
            regression.fit(scipy.sparse.hstack([letters, meaning]).tocsr(), topics)
        weights = np.vstack([each.coef_ for each in regression.estimators_]).T
        bias = np.concatenate([each.intercept_ for each in regression.estimators_])
        ngrams = [str(ngram) for ngram in vectorizer.get_feature_names_out()]
        return cls([str(topic) for topic in regression.classes_], ngrams, vectorizer.idf_, weights, bias)

    def probabilities(self, phrase: Phrase) -> np.ndarray:
        scores = self._bias + self._score_of_letters(phrase.normal) + phrase.vector @ self._weights[len(self._ngrams) :]
        each = 1.0 / (1.0 + np.exp(-scores))
        return each / each.sum()

    def _score_of_letters(self, text: str) -> np.ndarray:
        """What sklearn's vectorizer and a sparse product would give, for one text and without their overhead."""
        counts = Counter(self._row_of[ngram] for ngram in self._split(text) if ngram in self._row_of)
        if not counts:
            return np.zeros_like(self._bias)
        rows = np.fromiter(counts.keys(), dtype=np.intp)
        values = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self._idf[rows]
        return (values / np.linalg.norm(values)) @ self._weights[rows]

    def save(self, directory: Path) -> None:
        words = {"topics": self.topics, "ngrams": self._ngrams}
        (directory / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "weights.npz", idf=self._idf, weights=self._weights, bias=self._bias)

    @classmethod
    def loaded(cls, directory: Path) -> TopicModel:
        words = json.loads((directory / "words.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            return cls(words["topics"], words["ngrams"], arrays["idf"], arrays["weights"], arrays["bias"])


def _vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=NGRAMS, min_df=RAREST_NGRAM, sublinear_tf=True, dtype=np.float32
    )
