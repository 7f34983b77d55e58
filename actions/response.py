"""What an action returns: replies, effects and slots, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from helpline.domain.effects import Effect
from helpline.domain.turns import Reply


@dataclass(frozen=True)
class Response:
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)

    def with_reply(self, reply: Reply) -> "Response":
        return replace(self, replies=(*self.replies, reply))

    def payloads(self) -> list[dict[str, Any]]:
        """As the brain passes them on to the gateway."""
        effects = [{"effect": {"type": effect.type, **effect.values}} for effect in self.effects]
        return effects + [{"reply": _reply_data(reply)} for reply in self.replies]


def wording(key: str, *choices: str, **params: str) -> Reply:
    return Reply("wording", key, params, choices)


def hand_over(reason: str, topic: str, priority: str = "normal") -> Effect:
    return Effect("open_case", {"topic": topic, "reason": reason, "priority": priority})


def _reply_data(reply: Reply) -> dict[str, Any]:
    return {"kind": reply.kind, "name": reply.name, "params": dict(reply.params), "choices": list(reply.choices)}
