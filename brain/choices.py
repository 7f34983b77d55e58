"""Choices a person taps. The gateway vouches for them, so they skip the understanding of language."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

CHOICE = re.compile(r"(?P<intent>[a-z][a-z0-9_]*)(?::(?P<argument>[A-Za-z0-9_.\-]{1,100}))?")
NO_CHOICE = frozenset({"restart", "back", "session_start", "nlu_fallback"})
WITHOUT_ARGUMENT = frozenset(
    {
        "affirm",
        "deny",
        "greet",
        "goodbye",
        "thanks",
        "menu",
        "bot_challenge",
        "privacy_question",
        "delete_my_data",
        "none_of_these",
        "out_of_scope",
        "prepare_complaint",
        "leave_questions",
    }
)
ENTITY_OF = {
    "change_language": "language",
    "feedback_positive": "answer",
    "feedback_negative": "answer",
    "other_questions": "answer",
}
ENTITY_OF_TOPICS = "country"


class UnknownChoice(Exception):
    """Not a choice that this model's domain offers."""


@dataclass(frozen=True)
class Choice:
    intent: str
    entities: dict[str, str]

    @property
    def text(self) -> str:
        """As Rasa writes it: `/give_country{"country": "QA"}`."""
        return f"/{self.intent}{json.dumps(self.entities) if self.entities else ''}"

    @property
    def parse_data(self) -> dict[str, Any]:
        intent = {"name": self.intent, "confidence": 1.0}
        entities = [{"entity": name, "value": value} for name, value in self.entities.items()]
        return {"text": self.text, "intent": intent, "intent_ranking": [intent], "entities": entities}


def read_choice(value: str, intents: Collection[str]) -> Choice:
    match = CHOICE.fullmatch(value)
    if match is None or match["intent"] not in intents or match["intent"] in NO_CHOICE:
        raise UnknownChoice
    if match["argument"] is None:
        return Choice(match["intent"], {})
    if match["intent"] in WITHOUT_ARGUMENT:
        raise UnknownChoice
    return Choice(match["intent"], {ENTITY_OF.get(match["intent"], ENTITY_OF_TOPICS): match["argument"]})
