from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from joblib import parallel_backend
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from brain.ngrams import Kind, Ngrams

LETTERS = Kind(shortest=1, longest=5, weight=1.0)
SOUNDS = Kind(shortest=2, longest=4, weight=0.5)
REGULARISATION = 20.0
TOLERANCE = 0.1
SEED = 20261122
THREADS = 2
# To answer what is out of scope does more harm than to ask back.
CAUTION = {"out_of_scope": 1.5}


@dataclass(frozen=True)
class Phrase:
    """A text in three forms: its normal form, its sounds, and a vector of its meaning."""

    normal: str
    sounds: str
    vector: np.ndarray


class TopicModel:
    """Logistic regression on spelling, sounds (for dialects and Arabic in Latin letters) and meaning, all at once."""

    def __init__(
        self, topics: list[str], letters: Ngrams, sounds: Ngrams, weights: np.ndarray, bias: np.ndarray
    ) -> None:
        self.topics = topics
        self._letters = letters
        self._sounds = sounds
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)
        self._caution = np.array([CAUTION.get(topic, 1.0) for topic in topics], dtype=np.float32)
        borders = [len(letters.known), len(letters.known) + len(sounds.known)]
        self._for_letters, self._for_sounds, self._for_vector = np.split(self._weights, borders)

    @classmethod
    def trained(cls, phrases: list[Phrase], topics: list[str]) -> TopicModel:
        letters, of_letters = Ngrams.fitted(LETTERS, [phrase.normal for phrase in phrases])
        sounds, of_sounds = Ngrams.fitted(SOUNDS, [phrase.sounds for phrase in phrases])
        of_vectors = scipy.sparse.csr_matrix(np.stack([phrase.vector for phrase in phrases]))
        one_topic = LogisticRegression(C=REGULARISATION, solver="liblinear", tol=TOLERANCE, random_state=SEED)
        regression = OneVsRestClassifier(one_topic, n_jobs=THREADS)
        with parallel_backend("threading"):
            regression.fit(scipy.sparse.hstack([of_letters, of_sounds, of_vectors]).tocsr(), topics)
        weights = np.vstack([each.coef_ for each in regression.estimators_]).T
        bias = np.concatenate([each.intercept_ for each in regression.estimators_])
        return cls([str(topic) for topic in regression.classes_], letters, sounds, weights, bias)

    def probabilities(self, phrase: Phrase) -> np.ndarray:
        scores = self._bias + phrase.vector @ self._for_vector
        scores = scores + self._letters.times(phrase.normal, self._for_letters)
        scores = scores + self._sounds.times(phrase.sounds, self._for_sounds)
        each = self._caution / (1.0 + np.exp(-scores))
        return each / each.sum()

    def save(self, directory: Path) -> None:
        words = {"topics": self.topics, "letters": self._letters.known, "sounds": self._sounds.known}
        (directory / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        np.savez(
            directory / "weights.npz",
            weights=self._weights,
            bias=self._bias,
            idf_of_letters=self._letters.idf,
            idf_of_sounds=self._sounds.idf,
        )

    @classmethod
    def loaded(cls, directory: Path) -> TopicModel:
        words = json.loads((directory / "words.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            letters = Ngrams(LETTERS, words["letters"], arrays["idf_of_letters"])
            sounds = Ngrams(SOUNDS, words["sounds"], arrays["idf_of_sounds"])
            return cls(words["topics"], letters, sounds, arrays["weights"], arrays["bias"])
