from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasa.shared.core.trackers import DialogueStateTracker

    from brain.action_server import ActionServer


@dataclass(frozen=True)
class ActionFailure:
    action: str
    error: str


@dataclass
class Turn:
    """What one request brings, and what its processing leaves behind."""

    dialogue: Mapping[str, Any]
    action_server: ActionServer
    tracker: DialogueStateTracker | None = None
    failures: list[ActionFailure] = field(default_factory=list)


current_turn: ContextVar[Turn] = ContextVar("current_turn")
