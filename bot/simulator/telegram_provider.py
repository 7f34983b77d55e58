"""Telegram's Bot API as the bot calls it."""

from collections.abc import Mapping
from typing import Any

from bot.simulator.answer import Answer
from bot.simulator.media import media_with
from bot.simulator.people import People
from bot.simulator.phone import Bubble, Button, Phone
from bot.simulator.reactions import Break, Refuse
from bot.simulator.rules_telegram import (
    BOT,
    TelegramMessage,
    buttons_in,
    error_body,
    refusal_of_buttons,
    refusal_of_message,
    refusal_of_webhook,
)
from bot.simulator.simulation import Simulation
from bot.simulator.telegram_person import TelegramPerson

Fields = Mapping[str, str]


class SimulatedTelegram:
    def __init__(self, simulation: Simulation, people: People, person: TelegramPerson) -> None:
        self._token, self._people, self._person = simulation.telegram_token, people, person
        self._webhook: dict[str, str] = {}
        self._on_chat = {
            "sendMessage": self._send_message,
            "sendChatAction": self._type,
            "editMessageText": self._edit,
            "editMessageReplyMarkup": self._edit,
            "deleteMessage": self._delete,
        }

    def answer(self, path: str, headers: Mapping[str, str], fields: Fields) -> Answer:
        """`path` is the one below Telegram's host, without a slash at its beginning."""
        if path.startswith("file/"):
            return self._file(path.removeprefix(f"file/bot{self._token}/"))
        token, _, method = path.removeprefix("bot").partition("/")
        if token != self._token:
            return _error(Refuse(401, description="Unauthorized"))
        if method in self._on_chat:
            return self._on(method, headers, fields)
        match method:
            case "getMe":
                return _ok(BOT)
            case "getFile":
                return self._get_file(fields)
            case "answerCallbackQuery":
                self._person.note_answered(fields.get("callback_query_id", ""))
                return _ok(True)
            case "setWebhook" | "deleteWebhook":
                return self._set_webhook(method, fields)
            case "getWebhookInfo":
                url = self._webhook.get("url", "")
                return _ok({"url": url, "has_custom_certificate": False, "pending_update_count": 0})
        return _error(Refuse(404, description="Not Found"))

    def _on(self, method: str, headers: Mapping[str, str], fields: Fields) -> Answer:
        phone = self._people.phone_of("telegram", fields.get("chat_id", ""))
        if phone is None:
            return self._on_closed_page(method, fields)
        shown = [(name, headers[name]) for name in ("content-type", "user-agent") if name in headers]
        entry = phone.note(f"POST /bot…/{method}", is_ours=True, headers=shown, fields=fields.items())
        answer = self._on_chat[method](phone, fields)
        entry.outcome = f"{answer.status} after {answer.after:g} s" if answer.after else str(answer.status)
        phone.changed()
        return answer

    def _on_closed_page(self, method: str, fields: Fields) -> Answer:
        """A phone that nobody has open any more takes messages all the same."""
        refused = refusal_of_message(fields, ())
        if refused or method != "sendMessage":
            return _error(refused or Refuse(400, description="Bad Request: chat not found"))
        return _ok(TelegramMessage.from_fields(fields, self._person.new_message_id()).as_json())

    def _send_message(self, phone: Phone, fields: Fields) -> Answer:
        reaction = phone.troubles.popleft().reaction if phone.troubles else None
        blocked_by = {int(phone.address)} if phone.has_blocked else set()
        refused = reaction if isinstance(reaction, Refuse) else refusal_of_message(fields, blocked_by)
        if refused:
            return _error(refused)
        if isinstance(reaction, Break):
            if reaction.takes_message:
                self._take(phone, fields)
            body = {"ok": False, "error_code": reaction.status, "description": "Bad Gateway"}
            return Answer(reaction.status, body, after=reaction.hangs_for)
        return _ok(_as_json(phone, self._take(phone, fields)))

    def _take(self, phone: Phone, fields: Fields) -> Bubble:
        sid = str(self._person.new_message_id())
        return phone.show("bot", fields["text"], sid=sid, status="delivered", buttons=_buttons(fields))

    def _type(self, phone: Phone, fields: Fields) -> Answer:
        phone.type()
        return _ok(True)

    def _edit(self, phone: Phone, fields: Fields) -> Answer:
        bubble = phone.find_sid(fields.get("message_id", ""))
        if bubble is None or bubble.side != "bot":
            return _error(Refuse(400, description="Bad Request: message to edit not found"))
        refused = refusal_of_buttons(fields.get("reply_markup", ""))
        if "text" in fields:
            refused = refusal_of_message(fields, set()) or refused
        if refused:
            return _error(refused)
        text, buttons = fields.get("text", bubble.text), _buttons(fields)
        if (text, buttons) == (bubble.text, bubble.buttons):
            return _error(Refuse(400, description="Bad Request: message is not modified"))
        bubble.is_edited = bubble.is_edited or text != bubble.text
        bubble.text, bubble.buttons = text, buttons
        phone.changed()
        return _ok(_as_json(phone, bubble))

    def _delete(self, phone: Phone, fields: Fields) -> Answer:
        bubble = phone.find_sid(fields.get("message_id", ""))
        if bubble is None:
            return _error(Refuse(400, description="Bad Request: message to delete not found"))
        phone.bubbles.remove(bubble)
        phone.changed()
        return _ok(True)

    def _get_file(self, fields: Fields) -> Answer:
        file = media_with(fields.get("file_id", ""))
        if file is None:
            return _error(Refuse(400, description="Bad Request: invalid file_id"))
        path = f"{file.kind}/{file.sid}.{file.extension}"
        size = len(file.content)
        return _ok({"file_id": file.sid, "file_unique_id": file.sid[:16], "file_size": size, "file_path": path})

    def _file(self, path: str) -> Answer:
        file = media_with(path.partition("/")[2].partition(".")[0])
        if file is None or path.startswith("file/"):  # the token was not ours
            return _error(Refuse(404, description="Not Found"))
        return Answer(200, file.content, media_type="application/octet-stream")

    def _set_webhook(self, method: str, fields: Fields) -> Answer:
        refused = refusal_of_webhook(fields) if method == "setWebhook" else None
        if refused:
            return _error(refused)
        self._webhook = dict(fields)
        return _ok(True)


def _buttons(fields: Fields) -> tuple[Button, ...]:
    return tuple(Button(label, data, "data") for label, data in buttons_in(fields).items())


def _as_json(phone: Phone, bubble: Bubble) -> dict[str, Any]:
    buttons = {each.label: each.value for each in bubble.buttons}
    at = int(bubble.at.timestamp())
    return TelegramMessage(int(bubble.sid), int(phone.address), bubble.text, buttons, at, phone.name).as_json()


def _ok(result: Any) -> Answer:
    return Answer(200, {"ok": True, "result": result})


def _error(refused: Refuse) -> Answer:
    return Answer(refused.status, error_body(refused))
