from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

NGRAMS = (1, 5)
RAREST_NGRAM = 2
REGULARISATION = 10.0
SEED = 20261122


@dataclass(frozen=True)
class Phrase:
    """A text in two forms: normal, for its letters, and as written, for its meaning."""

    normal: str
    vector: np.ndarray


class TopicModel:
    """Logistic regression on character n-grams (spelling, dialects) together with sentence vectors (meaning)."""

    def __init__(self, topics: list[str], vectorizer: TfidfVectorizer, weights: np.ndarray, bias: np.ndarray) -> None:
        self.topics = topics
        self._vectorizer = vectorizer
        # Rows are features, in one type: else scipy copies the whole matrix for every prediction.
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)

    @classmethod
    def trained(cls, phrases: list[Phrase], topics: list[str]) -> TopicModel:
        vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=NGRAMS, min_df=RAREST_NGRAM, sublinear_tf=True, dtype=np.float32
        )
        letters = vectorizer.fit_transform([phrase.normal for phrase in phrases])
        meaning = scipy.sparse.csr_matrix(np.stack([phrase.vector for phrase in phrases]))
        regression = LogisticRegression(
            C=REGULARISATION, solver="liblinear", multi_class="ovr", tol=0.1, random_state=SEED
        )
        regression.fit(scipy.sparse.hstack([letters, meaning]).tocsr(), topics)
        return cls(list(regression.classes_), vectorizer, regression.coef_.T, regression.intercept_)

    def probabilities(self, phrases: list[Phrase]) -> np.ndarray:
        letters = self._vectorizer.transform([phrase.normal for phrase in phrases]).astype(np.float32)
        known_ngrams = letters.shape[1]
        scores = letters @ self._weights[:known_ngrams] + self._bias
        scores += np.stack([phrase.vector for phrase in phrases]) @ self._weights[known_ngrams:]
        each = 1.0 / (1.0 + np.exp(-scores))
        return each / each.sum(axis=1, keepdims=True)

    def save(self, directory: Path) -> None:
        ngrams = sorted(self._vectorizer.vocabulary_, key=self._vectorizer.vocabulary_.__getitem__)
        words = {"topics": self.topics, "ngrams": ngrams}
        (directory / "topics.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "weights.npz", weights=self._weights, bias=self._bias, idf=self._vectorizer.idf_)

    @classmethod
    def loaded(cls, directory: Path) -> TopicModel:
        words = json.loads((directory / "topics.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            vectorizer = TfidfVectorizer(
                analyzer="char_wb", ngram_range=NGRAMS, sublinear_tf=True, dtype=np.float32, vocabulary=words["ngrams"]
            )
            vectorizer.idf_ = arrays["idf"]
            return cls(words["topics"], vectorizer, arrays["weights"], arrays["bias"])
