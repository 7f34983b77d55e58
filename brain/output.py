from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class TurnOutput(OutputChannel):
    """Sorts what actions say into replies, for the person, and effects, for the gateway to carry out."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.effects: list[dict[str, Any]] = []
        self.unreadable = 0

    @classmethod
    def name(cls) -> str:
        return "brain"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom")
        if isinstance(custom, dict) and isinstance(custom.get("reply"), dict):
            self.replies.append(custom["reply"])
        elif isinstance(custom, dict) and isinstance(custom.get("effect"), dict):
            self.effects.append(custom["effect"])
        elif message.get("text"):
            self.replies.append({"type": "text", "text": message["text"]})
        else:
            self.unreadable += 1
