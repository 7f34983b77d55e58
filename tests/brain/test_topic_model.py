from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from brain.sounds import sounds
from brain.topic_model import LETTERS, REGULARISATION, SEED, SOUNDS, TOLERANCE, Phrase, TopicModel

TEXTS = {
    "unpaid_wages": ["no salary for months", "my boss does not pay", "الراتب متاخر", "salaire impaye", "not paid"],
    "passport": ["he took my passport", "passport kept by boss", "جواز السفر عند الكفيل", "mon passeport confisque"],
    "thanks": ["thank you", "thanks a lot", "شكرا", "merci beaucoup", "thank you very much"],
}
RANDOM = np.random.default_rng(SEED)


def phrase(text: str) -> Phrase:
    return Phrase(text, sounds(text), RANDOM.normal(size=16).astype(np.float32))


PHRASES = [phrase(text) for texts in TEXTS.values() for text in texts]
TOPICS = [topic for topic, texts in TEXTS.items() for _ in texts]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.trained(PHRASES, TOPICS)


def test_what_it_learnt_it_knows(model: TopicModel) -> None:
    assert [model.topics[int(model.probabilities(learnt).argmax())] for learnt in PHRASES] == TOPICS


def test_the_probabilities_are_those_of_sklearn(model: TopicModel) -> None:
    letters, heard = LETTERS.vectorizer(), SOUNDS.vectorizer()
    of_letters = letters.fit_transform([learnt.normal for learnt in PHRASES]) * LETTERS.weight
    of_sounds = heard.fit_transform([learnt.sounds for learnt in PHRASES]) * SOUNDS.weight
    of_vectors = csr_matrix(np.stack([learnt.vector for learnt in PHRASES]))
    regression = OneVsRestClassifier(
        LogisticRegression(C=REGULARISATION, solver="liblinear", tol=TOLERANCE, random_state=SEED)
    ).fit(hstack([of_letters, of_sounds, of_vectors]).tocsr(), TOPICS)
    asked = phrase("salary paid, thank you thank you جواز")
    features = hstack(
        [
            letters.transform([asked.normal]) * LETTERS.weight,
            heard.transform([asked.sounds]) * SOUNDS.weight,
            csr_matrix(asked.vector),
        ]
    ).tocsr()
    np.testing.assert_allclose(model.probabilities(asked), regression.predict_proba(features)[0], rtol=1e-4)


def test_training_again_gives_the_same_model(model: TopicModel) -> None:
    again = TopicModel.trained(PHRASES, TOPICS)
    for learnt in PHRASES:
        np.testing.assert_array_equal(model.probabilities(learnt), again.probabilities(learnt))


def test_a_stored_model_is_the_same(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = TopicModel.loaded(tmp_path)
    assert loaded.topics == model.topics
    for learnt in PHRASES:
        np.testing.assert_array_equal(loaded.probabilities(learnt), model.probabilities(learnt))


@pytest.mark.parametrize("text", ["", "漢字", "\u0000"])
def test_letters_never_seen_before_are_no_error(model: TopicModel, text: str) -> None:
    unknown = Phrase(text, sounds(text), np.zeros(16, dtype=np.float32))
    assert model.probabilities(unknown).sum() == pytest.approx(1.0)
