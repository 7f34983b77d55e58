"""What Telegram takes and refuses, and how it shows a message. The tests' fake keeps the same rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.reactions import Refuse

_LONGEST_TEXT = 4096
_LONGEST_DATA_BYTES = 64
BOT = {"id": 110201543, "is_bot": True, "first_name": "Sanad", "username": "sanad_bot"}


def person_data(person_id: int, language: str, name: str = "Ramesh") -> dict[str, Any]:
    return {"id": person_id, "is_bot": False, "first_name": name, "language_code": language}


def chat_data(chat_id: int, name: str = "Ramesh") -> dict[str, Any]:
    return {"id": chat_id, "first_name": name, "type": "private"}


@dataclass(frozen=True)
class TelegramMessage:
    """One of ours. `buttons` are labels with the data that a tap sends, in order."""

    message_id: int
    chat_id: int
    text: str
    buttons: Mapping[str, str]
    date: int = 1_796_000_000
    name: str = field(default="Ramesh", compare=False)

    @classmethod
    def from_fields(cls, fields: Mapping[str, str], message_id: int) -> TelegramMessage:
        return cls(message_id, int(fields["chat_id"]), fields["text"], buttons_in(fields))

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "message_id": self.message_id,
            "from": BOT,
            "chat": chat_data(self.chat_id, self.name),
            "date": self.date,
            "text": self.text,
        }
        if self.buttons:
            rows = [[{"text": label, "callback_data": data}] for label, data in self.buttons.items()]
            shown["reply_markup"] = {"inline_keyboard": rows}
        return shown


def buttons_in(fields: Mapping[str, str]) -> dict[str, str]:
    rows = json.loads(fields.get("reply_markup") or "{}").get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def refusal_of_message(fields: Mapping[str, str], blocked_by: Collection[int]) -> Refuse | None:
    """The first of Telegram's rules that a new message breaks."""
    chat, text = fields.get("chat_id", ""), fields.get("text", "")
    if not chat.lstrip("-").isdigit():
        return Refuse(400, description="Bad Request: chat not found")
    if not text.strip():
        return Refuse(400, description="Bad Request: message text is empty")
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_TEXT:
        return Refuse(400, description="Bad Request: message is too long")
    if int(chat) in blocked_by:
        return Refuse(403, description="Forbidden: bot was blocked by the user")
    return refusal_of_buttons(fields.get("reply_markup", ""))


def refusal_of_buttons(markup: str) -> Refuse | None:
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


def error_body(refused: Refuse) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.retry_after:
        body["parameters"] = {"retry_after": refused.retry_after}
    return body
