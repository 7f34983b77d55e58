"""Makes posts for each way in: real payloads, changed; mostly with a signature that is right."""

import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from litestar.datastructures import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.twilio_webhook import read_fields
from tests.channels.people import PAYLOADS
from tests.fakes.telegram import SECRET
from tests.fakes.twilio import AUTH_TOKEN
from tests.fuzz import nasty
from tests.fuzz.mutate import encoded_form, encoded_json, mutated_bytes, mutated_form, mutated_json, too_much
from tests.in_process import URL, InProcess, Post

_PEOPLE = 200
_SIGNED = 0.85
_NEW_ID = 0.7
_INBOUND, _STATUS, _TELEGRAM = "/channels/twilio", "/channels/twilio/status", "/channels/telegram"
Make = Callable[[], Post]


@dataclass
class Senders:
    """One per way in, each reproducible by its seed. `web` are conversations that were opened: id and token."""

    rng: random.Random
    web: list[tuple[str, str]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        read = {
            name: [path.read_bytes() for path in sorted((PAYLOADS / name).iterdir())] for name in ("twilio", "telegram")
        }
        self._telegram = read["telegram"]
        self._reports = [body for body in read["twilio"] if b"MessageStatus" in body]
        self._messages = [body for body in read["twilio"] if b"MessageStatus" not in body]

    def all(self) -> dict[str, tuple[int, Make]]:
        """By name, with how many of a hundred."""
        return {
            "twilio": (32, lambda: self._twilio(_INBOUND, self._messages)),
            "twilio status": (8, lambda: self._twilio(self._status_path(), self._reports)),
            "telegram": (32, self._to_telegram),
            "webchat start": (3, self._web_start),
            "webchat message": (25, self._web_message),
        }

    def open_web(self, house: InProcess, count: int) -> None:
        for _ in range(count):
            opened = house.post(Post("/webchat/conversations", b"", {})).json()
            self.web.append((opened["id"], opened["token"]))

    def twilio_of(self, path: str, body: bytes) -> Post:
        """Signed as Twilio would, whatever the body is."""
        try:
            fields = read_fields(body)
        except ValueError:
            fields = MultiDict()
        signature = RequestValidator(AUTH_TOKEN if self._is_signed() else "another").compute_signature(
            URL + path, fields
        )
        return self._post(path, body, "application/x-www-form-urlencoded", {"x-twilio-signature": signature})

    def telegram_of(self, body: bytes) -> Post:
        secret = SECRET if self._is_signed() else nasty.MARK
        return self._post(_TELEGRAM, body, "application/json", {"x-telegram-bot-api-secret-token": secret})

    def web_of(self, body: bytes) -> Post:
        conversation, token = self.rng.choice(self.web)
        token = token if self._is_signed() else nasty.MARK
        path = f"/webchat/conversations/{conversation}/messages"
        return self._post(path, body, "application/json", {"authorization": f"Bearer {token}"})

    def _twilio(self, path: str, bodies: list[bytes]) -> Post:
        body, kind = self.rng.choice(bodies), self.rng.random()
        if kind < 0.02:
            return self.twilio_of(path, too_much(self.rng))
        if kind < 0.25:
            return self.twilio_of(path, mutated_bytes(self.rng, body, bodies))
        fields = mutated_form(self.rng, body)
        if self.rng.random() < _NEW_ID:
            sid, number = f"SM{next(self._numbers):032d}", f"+974500{self.rng.randrange(_PEOPLE):05d}"
            prefix = self.rng.choice(("whatsapp:", ""))
            own = {
                "MessageSid": sid,
                "From": prefix + number,
                **({"Body": nasty.text(self.rng)} if self._half() else {}),
            }
            fields = [(name, value) for name, value in fields if name not in own] + list(own.items())
        return self.twilio_of(path, encoded_form(fields))

    def _status_path(self) -> str:
        reference = self.rng.choice(
            ("", "?part=x", "?part=a.0", f"?part={quote(nasty.text(self.rng), errors='replace')[:300]}")
        )
        return _STATUS + reference

    def _to_telegram(self) -> Post:
        body, kind = self.rng.choice(self._telegram), self.rng.random()
        if kind < 0.02:
            return self.telegram_of(too_much(self.rng))
        if kind < 0.25:
            return self.telegram_of(mutated_bytes(self.rng, body, self._telegram))
        update = json.loads(body)
        if self.rng.random() < _NEW_ID:
            update["update_id"] = next(self._numbers)
            self._let_somebody_write(update)
        return self.telegram_of(encoded_json(self.rng, mutated_json(self.rng, update)))

    def _let_somebody_write(self, update: dict[str, Any]) -> None:
        person = 700_000_000 + self.rng.randrange(_PEOPLE)
        message = update.get("message") or {}
        if message.get("chat", {}).get("type") == "private":
            message["chat"]["id"] = message["from"]["id"] = person
            if "text" in message and self._half():
                message["text"] = nasty.text(self.rng)
        if "callback_query" in update:
            update["callback_query"]["from"]["id"] = person

    def _web_start(self) -> Post:
        body = encoded_json(self.rng, mutated_json(self.rng, {"language": "ar"}))
        return self._post("/webchat/conversations", body, "application/json", {})

    def _web_message(self) -> Post:
        if self.rng.random() < 0.02:
            return self.web_of(too_much(self.rng))
        body: dict[str, Any] = {"id": f"client-{next(self._numbers):012d}", "text": nasty.text(self.rng)}
        if self.rng.random() < 0.2:
            body = {
                "id": body["id"],
                "choice": self.rng.choice(("talk_to_human", "leave", "give_country:QA", nasty.text(self.rng))),
            }
        encoded = encoded_json(self.rng, mutated_json(self.rng, body) if self._half() else body)
        return self.web_of(mutated_bytes(self.rng, encoded, [encoded]) if self.rng.random() < 0.15 else encoded)

    def _post(self, path: str, body: bytes, content_type: str, headers: dict[str, str]) -> Post:
        if self.rng.random() < 0.05:
            content_type = self.rng.choice(nasty.CONTENT_TYPES)
        return Post(path, body, {"content-type": content_type, **headers})

    def _is_signed(self) -> bool:
        return self.rng.random() < _SIGNED

    def _half(self) -> bool:
        return self.rng.random() < 0.5
