"""Questions that may be used to make the answers better: of people who allow it, and without what points to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpline.domain.anonymous import without_identifiers
from helpline.storage.database import Database
from helpline.storage.learnable import list_learnable


@dataclass(frozen=True, order=True)
class Question:
    """`topic` is the likeliest, `confidence` from 0 to 1; `is_understood` says whether it was acted upon."""

    language: str
    text: str
    topic: str
    confidence: float
    is_understood: bool


def collect_questions(database: Database) -> Sequence[Question]:
    """By language and alphabet, each once, so that nobody's questions stand together.

    Only what the assistant itself answered: not what was said to staff, and nothing that raised an alarm.
    """
    with database.read() as tx:
        found = {
            _question(language, text, understanding)
            for language, text, understanding in list_learnable(tx)
            if text.strip() and understanding.get("decided_by") == "brain"
        }
    return sorted(found)


def _question(language: str, text: str, understanding: Mapping[str, Any]) -> Question:
    ranking = understanding.get("ranking") or [[understanding.get("topic", ""), understanding.get("confidence", 0.0)]]
    topic, confidence = ranking[0]
    is_understood = bool(understanding.get("topic") == topic)
    plain = " ".join(without_identifiers(text).split())
    return Question(language, plain, str(topic), float(confidence), is_understood)
