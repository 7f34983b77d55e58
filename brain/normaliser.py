from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from brain.parts import parts_of
from brain.text import as_written, normalise

AS_WRITTEN = "as_written"
ORIGINAL = "original"
PARTS_WRITTEN = "parts_written"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Brings every message, in training and in use, into the normal form of `brain.text`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normaliser:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(PARTS_WRITTEN, [as_written(part) for part in parts_of(message.get(TEXT) or "")])
            _normalise_message(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for example in training_data.training_examples:
            if example.get(TEXT):
                _normalise_example(example)
        return training_data


def _normalise_message(message: Message) -> None:
    text = message.get(TEXT) or ""
    message.set(ORIGINAL, text)
    message.set(AS_WRITTEN, as_written(text))
    message.set(TEXT, normalise(text), add_to_output=True)


def _normalise_example(example: Message) -> None:
    _normalise_message(example)
    placed = [_placed(entity, example.get(TEXT)) for entity in example.get(ENTITIES) or []]
    if placed:
        example.set(ENTITIES, [entity for entity in placed if entity], add_to_output=True)


def _placed(entity: dict[str, Any], text: str) -> dict[str, Any] | None:
    """The annotation moved to where its normal form stands."""
    value = normalise(str(entity["value"]))
    start = text.find(value)
    return {**entity, "value": value, "start": start, "end": start + len(value)} if start >= 0 else None
