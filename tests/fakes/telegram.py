"""Telegram's Bot API, with its rules, and Telegram's updates to us."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Mapping
from typing import Any

import httpx

from bot.simulator.rules_telegram import (
    BOT,
    TelegramMessage,
    chat_data,
    error_body,
    person_data,
    refusal_of_message,
    refusal_of_webhook,
)
from tests.fakes.files import Files
from tests.fakes.script import Break, Refuse, Script
from tests.fakes.server import Answer, Call, FakeServer
from tests.fakes.waiting import wait_until

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "fake-telegram-secret"


class FakeTelegram:
    """`script` says what goes wrong next; who is in `blocked_by` has blocked the bot."""

    def __init__(self, *, port: int = 0) -> None:
        self.script = Script()
        self.files = Files()
        self.blocked_by: set[int] = set()
        self.answered_taps: list[str] = []
        self.left: list[str] = []
        self.webhook: dict[str, str] = {}
        self.described: dict[tuple[str, str], dict[str, str]] = {}
        self.trouble: dict[str, Any] = {}
        self._taken: list[TelegramMessage] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._server = FakeServer(self._respond, port)
        self._http = httpx.Client(timeout=10, verify=False)  # it posts to this machine only
        self.url = self._server.url

    def clear(self) -> None:
        """As new, at the same address."""
        with self._lock:
            self._taken.clear()
        self.script.clear()
        self.files.clear()
        self.blocked_by.clear()
        self.answered_taps.clear()
        self.left.clear()
        self.described.clear()
        self.trouble = {}
        self.webhook = {}

    @property
    def messages(self) -> list[TelegramMessage]:
        with self._lock:
            return list(self._taken)

    def sent_to(self, chat_id: int) -> list[TelegramMessage]:
        return [message for message in self.messages if message.chat_id == chat_id]

    def wait_for(self, chat_id: int, count: int, seconds: float = 10.0) -> list[TelegramMessage]:
        """The messages that arrived in a chat, once there are `count`."""
        wait_until(lambda: len(self.sent_to(chat_id)) >= count, seconds=seconds, what=f"{count} messages")
        return self.sent_to(chat_id)

    def post_message(self, base_url: str, chat_id: int, text: str, *, language: str = "en") -> httpx.Response:
        """A person writes to us."""
        return self.post_update(base_url, {"message": self.message_data(chat_id, language) | {"text": text}})

    def tap(self, base_url: str, message: TelegramMessage, label: str) -> httpx.Response:
        """A person taps a button beneath one of our messages."""
        number = next(self._numbers)
        tap = {
            "id": str(4382_000_000 + number),
            "from": person_data(message.chat_id, "en"),
            "message": message.as_json(),
            "chat_instance": "-3481",
            "data": message.buttons[label],
        }
        return self.post_update(base_url, {"callback_query": tap})

    def post_update(self, base_url: str, update: Mapping[str, Any], *, secret: str = SECRET) -> httpx.Response:
        """As Telegram does: a method in the answer is carried out."""
        body = {"update_id": 872_300_000 + next(self._numbers), **update}
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        response = self._http.post(f"{base_url}/channels/telegram", json=body, headers=headers)
        if response.status_code == 200:
            self._carry_out(response.json())
        return response

    def _carry_out(self, call: Mapping[str, str]) -> None:
        match call.get("method"):
            case "answerCallbackQuery":
                self.answered_taps.append(call["callback_query_id"])
            case "sendMessage":
                self._take(call)
            case "leaveChat":
                self.left.append(call["chat_id"])

    def message_data(self, chat_id: int, language: str = "en") -> dict[str, Any]:
        return {
            "message_id": next(self._numbers),
            "from": person_data(chat_id, language),
            "chat": chat_data(chat_id),
            "date": 1_796_000_000,
        }

    def __enter__(self) -> FakeTelegram:
        self._server.__enter__()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.__exit__()
        self._http.close()

    def _respond(self, call: Call) -> Answer:
        if call.path.startswith(f"/file/bot{TOKEN}/files/"):
            return self.files.answer(call.path.rpartition("/")[2], call)
        token, _, method = call.path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            return _error(Refuse(401, description="Unauthorized"))
        match method:
            case "getMe":
                return _ok(BOT)
            case "sendMessage":
                return self._send_message(call.fields)
            case "getFile":
                return self._get_file(call.fields["file_id"])
            case "answerCallbackQuery":
                return self._answer_tap(call.fields)
            case "setWebhook":
                return self._set_webhook(call.fields)
            case "getWebhookInfo":
                return _ok(self._webhook_info())
            case "setMyCommands" | "setMyDescription" | "setMyShortDescription":
                self.described[method, call.fields.get("language_code", "")] = dict(call.fields)
                return _ok(True)
        return _error(Refuse(404, description="Not Found"))

    def _send_message(self, fields: Mapping[str, str]) -> Answer:
        reaction = self.script.take()
        refused = reaction if isinstance(reaction, Refuse) else refusal_of_message(fields, self.blocked_by)
        if refused:
            return _error(refused)
        if isinstance(reaction, Break):
            return self._break(reaction, fields)
        return _ok(self._take(fields).as_json())

    def _break(self, reaction: Break, fields: Mapping[str, str]) -> Answer:
        if reaction.takes_message:
            self._take(fields)
        if reaction.hangs_for:
            threading.Event().wait(reaction.hangs_for)
        return Answer(reaction.status or 500, {"ok": False, "description": "Bad Gateway"}, hang_up=not reaction.status)

    def _take(self, fields: Mapping[str, str]) -> TelegramMessage:
        message = TelegramMessage.from_fields(fields, next(self._numbers))
        with self._lock:
            self._taken.append(message)
        return message

    def offer(self, *answers: Answer) -> str:
        """A file's id; with several answers each is given once, and then the last."""
        return self.files.put(*answers)

    def _get_file(self, file_id: str) -> Answer:
        reaction = self.script.take()
        if isinstance(reaction, Refuse):
            return _error(reaction)
        return _ok({"file_id": file_id, "file_unique_id": file_id[:8], "file_path": f"files/{file_id}"})

    def _webhook_info(self) -> dict[str, Any]:
        """`trouble` is what Telegram met when it last posted."""
        allowed = json.loads(self.webhook.get("allowed_updates", "[]"))
        info = {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": 0}
        return info | ({"allowed_updates": allowed} if allowed else {}) | self.trouble

    def _answer_tap(self, fields: Mapping[str, str]) -> Answer:
        self.answered_taps.append(fields["callback_query_id"])
        return _ok(True)

    def _set_webhook(self, fields: Mapping[str, str]) -> Answer:
        refused = refusal_of_webhook(fields)
        if refused:
            return _error(refused)
        self.webhook = dict(fields)
        return _ok(True)


def _ok(result: Any) -> Answer:
    return Answer(200, {"ok": True, "result": result})


def _error(refused: Refuse) -> Answer:
    return Answer(refused.status, error_body(refused))
