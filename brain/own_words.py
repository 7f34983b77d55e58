"""What a message names is read back to the person in their own spelling, not in the normal form."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from brain.normaliser import ORIGINAL
from brain.text import spelt_in


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OwnWords(GraphComponent):
    """Stands after the extractors. `entities` are the kinds that are read back."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"entities": []}

    def __init__(self, config: dict[str, Any]) -> None:
        self._kinds = frozenset(config["entities"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OwnWords:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [self._in_own_words(entity, message) for entity in message.get(ENTITIES) or []]
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _in_own_words(self, entity: dict[str, Any], message: Message) -> dict[str, Any]:
        if entity["entity"] not in self._kinds:
            return entity
        return {**entity, "value": spelt_in(message.get(ORIGINAL) or "", entity["value"])}
