"""One turn: what the bot wants to say and change after one message, before it is carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from helpline.domain.effects import Effect


@dataclass(frozen=True)
class Reply:
    """Something to say, independent of language and channel.

    `kind` is `answer` (`name` is the answer's id), `wording` (`name` is the key of a sentence) or `urgent` (`name` is
    the urgent topic). `choices` are values; their labels follow from them.
    """

    kind: str
    name: str
    params: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """What was understood of a message, shown to staff: topic, confidence from 0 to 1, and the runners-up.

    `danger` is the brain's probability that any of the urgent topics is meant.
    """

    topic: str = ""
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    decided_by: str = ""
    danger: float = 0.0

    def to_data(self) -> dict[str, Any]:
        return {
            "topic": self.topic,
            "confidence": self.confidence,
            "ranking": [list(pair) for pair in self.ranking],
            "decided_by": self.decided_by,
        }


@dataclass(frozen=True)
class Outcome:
    """What a turn comes to. `dialogue` is None when the past that the brain needs is unchanged."""

    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    understanding: Understanding = Understanding()
    dialogue: dict[str, Any] | None = None
    is_dead: bool = False


@dataclass(frozen=True)
class BrainAnswer:
    """The brain's response to one turn, read and checked."""

    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    understanding: Understanding
    dialogue: dict[str, Any]


class Brain(Protocol):
    """Understands one message. Keeps nothing between turns."""

    def take_turn(
        self,
        *,
        conversation_id: str,
        message_id: str,
        text: str,
        choice: str | None,
        profile: Mapping[str, str | None],
        dialogue: Mapping[str, Any],
    ) -> BrainAnswer:
        """Raises BrainUnavailable within the brain's time limit, never later."""
        ...
