"""What Telegram takes and refuses, and how it shows a message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.script import Refuse

_LONGEST_TEXT = 4096
_LONGEST_DATA_BYTES = 64


@dataclass(frozen=True)
class TelegramMessage:
    """`buttons` are labels with the data that a tap sends, in order."""

    message_id: int
    chat_id: int
    text: str
    buttons: Mapping[str, str]

    @classmethod
    def from_fields(cls, fields: Mapping[str, str], message_id: int) -> TelegramMessage:
        rows = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
        buttons = {button["text"]: button["callback_data"] for row in rows for button in row}
        return cls(message_id, int(fields["chat_id"]), fields["text"], buttons)

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "message_id": self.message_id,
            "from": {"id": 110201543, "is_bot": True, "first_name": "Sanad", "username": "sanad_bot"},
            "chat": {"id": self.chat_id, "first_name": "Ramesh", "type": "private"},
            "date": 1_796_000_000,
            "text": self.text,
        }
        if self.buttons:
            rows = [[{"text": label, "callback_data": data}] for label, data in self.buttons.items()]
            shown["reply_markup"] = {"inline_keyboard": rows}
        return shown


def refusal_of_message(fields: Mapping[str, str], blocked_by: set[int]) -> Refuse | None:
    """The first of Telegram's rules that a new message breaks."""
    chat, text = fields.get("chat_id", ""), fields.get("text", "")
    if not chat.lstrip("-").isdigit():
        return Refuse(400, description="Bad Request: chat not found")
    if not text.strip():
        return Refuse(400, description="Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        return Refuse(400, description="Bad Request: message is too long")
    if int(chat) in blocked_by:
        return Refuse(403, description="Forbidden: bot was blocked by the user")
    return _refusal_of_buttons(fields.get("reply_markup", ""))


def _refusal_of_buttons(markup: str) -> Refuse | None:
    if not markup:
        return None
    try:
        rows = json.loads(markup)["inline_keyboard"]
        buttons = [(button["text"], button["callback_data"]) for row in rows for button in row]
    except (ValueError, KeyError, TypeError):
        return Refuse(400, description="Bad Request: can't parse reply keyboard markup JSON object")
    if not all(text.strip() for text, _ in buttons):
        return Refuse(400, description="Bad Request: text buttons are not allowed to be empty")
    if not all(1 <= len(data.encode()) <= _LONGEST_DATA_BYTES for _, data in buttons):
        return Refuse(400, description="Bad Request: BUTTON_DATA_INVALID")
    return None


def refusal_of_webhook(fields: Mapping[str, str]) -> Refuse | None:
    if not fields.get("url", "").startswith("https://"):
        return Refuse(400, description="Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    return None
