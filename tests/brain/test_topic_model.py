from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from brain.topic_model import NGRAMS, REGULARISATION, SEED, TOLERANCE, Phrase, TopicModel

TEXTS = {
    "unpaid_wages": [
        "no salary for months",
        "my boss does not pay",
        "الراتب متاخر",
        "salaire impaye",
        "not paid salary",
    ],
    "passport": ["he took my passport", "passport kept by boss", "جواز السفر عند الكفيل", "mon passeport confisque"],
    "thanks": ["thank you", "thanks a lot", "شكرا", "merci beaucoup", "thank you very much"],
}
RANDOM = np.random.default_rng(SEED)
PHRASES = [Phrase(text, RANDOM.normal(size=16).astype(np.float32)) for texts in TEXTS.values() for text in texts]
TOPICS = [topic for topic, texts in TEXTS.items() for _ in texts]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.trained(PHRASES, TOPICS)


def test_what_it_learnt_it_knows(model: TopicModel) -> None:
    assert [model.topics[int(model.probabilities(phrase).argmax())] for phrase in PHRASES] == TOPICS


def test_the_probabilities_are_those_of_sklearn(model: TopicModel) -> None:
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=NGRAMS, min_df=2, sublinear_tf=True, dtype=np.float32)
    letters = vectorizer.fit_transform([phrase.normal for phrase in PHRASES])
    meaning = csr_matrix(np.stack([phrase.vector for phrase in PHRASES]))
    regression = OneVsRestClassifier(
        LogisticRegression(C=REGULARISATION, solver="liblinear", tol=TOLERANCE, random_state=SEED)
    ).fit(hstack([letters, meaning]).tocsr(), TOPICS)
    asked = Phrase("salary paid, thank you thank you", RANDOM.normal(size=16).astype(np.float32))
    features = hstack([vectorizer.transform([asked.normal]), csr_matrix(asked.vector)]).tocsr()
    np.testing.assert_allclose(model.probabilities(asked), regression.predict_proba(features)[0], rtol=1e-4)


def test_training_again_gives_the_same_model(model: TopicModel) -> None:
    again = TopicModel.trained(PHRASES, TOPICS)
    for phrase in PHRASES:
        np.testing.assert_array_equal(model.probabilities(phrase), again.probabilities(phrase))


def test_a_stored_model_is_the_same(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = TopicModel.loaded(tmp_path)
    assert loaded.topics == model.topics
    np.testing.assert_array_equal(loaded.probabilities(PHRASES[0]), model.probabilities(PHRASES[0]))


@pytest.mark.parametrize("text", ["", "漢字", "\u0000"])
def test_letters_never_seen_before_are_no_error(model: TopicModel, text: str) -> None:
    assert model.probabilities(Phrase(text, np.zeros(16, dtype=np.float32))).sum() == pytest.approx(1.0)
