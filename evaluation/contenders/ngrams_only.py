"""Logistic regression on character n-grams and nothing else, in our environment: what one would try first.

Same normal form, same phrases. Prints one JSON object, as `inside_rasa` does.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from brain.text import normalise
from evaluation.contenders.inside_rasa import RANKING, memory_now
from helpline.content.phrases import read_phrases

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    texts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    started = time.process_time()
    model = trained()
    train_seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    rankings = [ranking(model, text) for text in texts]
    seconds = time.process_time() - started
    found = {
        "train_seconds": train_seconds,
        "train_peak_mb": peak,
        "rankings": rankings,
        "ms_a_message": seconds * 1000 / max(1, len(texts)),
        "memory_mb": memory_now(),
    }
    print(json.dumps(found))


def trained() -> Pipeline:
    phrases = [pair for found in read_phrases(ROOT / "data" / "nlu").values() for pair in found]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), min_df=2, sublinear_tf=True, dtype=np.float32)
    model = make_pipeline(vectorizer, LogisticRegression(C=20.0, max_iter=100, tol=0.001, random_state=20261122))
    return model.fit([normalise(phrase) for _, phrase in phrases], [topic for topic, _ in phrases])


def ranking(model: Pipeline, text: str) -> list[tuple[str, float]]:
    probabilities = model.predict_proba([normalise(text)])[0]
    return [(str(model.classes_[index]), float(probabilities[index])) for index in np.argsort(-probabilities)[:RANKING]]


if __name__ == "__main__":
    main()
