"""Each channel as a person and a provider use it, over the whole application, behind the same few words."""

from __future__ import annotations

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from helpline.domain.effects import Effect
from helpline.domain.turns import Reply
from tests.channels.people import CHAT_ID, NUMBER
from tests.fakes.telegram import SECRET, FakeTelegram
from tests.fakes.twilio import FakeTwilio, inbound_fields, sign
from tests.in_process import URL, InProcess, Post
from tests.webchat.site import FewWordsBrain

_FORM = {"content-type": "application/x-www-form-urlencoded"}
_JSON = {"content-type": "application/json"}


class ChoosingBrain(FewWordsBrain):
    """Answers the first choice of the menu too."""

    def _react(self, text: str, intent: str, argument: str) -> tuple[tuple[Reply, ...], tuple[Effect, ...]]:
        return (
            super()._react("passport", "", "")
            if intent == "passport_retention"
            else super()._react(text, intent, argument)
        )


@dataclass(frozen=True)
class Heard:
    """What stands on the person's screen; `choices` are what can be tapped there."""

    text: str
    choices: Sequence[str] = ()
    is_rtl: bool = False


@dataclass
class Door(ABC):
    """`accepted` is the status of what was taken; `may_tap` is false where choices are numbers in the text."""

    name: str
    house: InProcess
    accepted: int = 200
    may_tap: bool = False
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    @abstractmethod
    def write(self, text: str, **more: Any) -> Post: ...

    def tap(self, label: str) -> Post:
        """Only where `may_tap`."""
        raise NotImplementedError

    @abstractmethod
    def signed(self, body: bytes) -> Post:
        """Any body, as if it came from the provider."""

    @abstractmethod
    def unsigned(self, post: Post) -> Post:
        """The same from somebody else."""

    @abstractmethod
    def unreadable(self) -> list[bytes]:
        """What is no message, though it is signed."""

    @abstractmethod
    def heard(self) -> list[Heard]: ...

    def says(self, text: str, **more: Any) -> list[Heard]:
        """Writes, and gives what came back."""
        return self.posts(self.write(text, **more))

    def posts(self, post: Post) -> list[Heard]:
        before = len(self.heard())
        assert self.house.post(post).status == self.accepted
        self.house.work()
        return self.heard()[before:]


@dataclass
class TwilioDoor(Door):
    fake: FakeTwilio = None  # type: ignore[assignment]

    @property
    def sender(self) -> str:
        return f"whatsapp:{NUMBER}" if self.name == "whatsapp" else NUMBER

    def write(self, text: str, **more: Any) -> Post:
        fields = inbound_fields(self.sender, text, MessageSid=f"SM{next(self.numbers):032d}") | more
        return self.signed(urlencode(fields).encode())

    def signed(self, body: bytes) -> Post:
        fields = dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True))
        path = "/channels/twilio"
        return Post(path, body, _FORM | {"x-twilio-signature": sign(URL + path, fields)})

    def unsigned(self, post: Post) -> Post:
        return replace(post, headers=_FORM | {"x-twilio-signature": sign(URL + post.path, {}, "another token")})

    def unreadable(self) -> list[bytes]:
        return [b"Body=nobody", b"From=%2B1&Body=x", b""]

    def heard(self) -> list[Heard]:
        return [
            Heard(text, (), "\u2067" in text or any("\u0600" < c < "\u06ff" for c in text[:3]))
            for text in self._texts()
        ]

    def _texts(self) -> list[str]:
        return self.fake.sent_to(self.sender)


@dataclass
class TelegramDoor(Door):
    fake: FakeTelegram = None  # type: ignore[assignment]

    def write(self, text: str, **more: Any) -> Post:
        update = {"message": self.fake.message_data(CHAT_ID) | {"text": text}}
        return self._update(update | more)

    def tap(self, label: str) -> Post:
        (message,) = [each for each in self.fake.sent_to(CHAT_ID) if label in each.buttons][-1:]
        data = self.fake.message_data(CHAT_ID)
        tap = {"id": "77", "from": data["from"], "message": message.as_json(), "chat_instance": "1"}
        return self._update({"callback_query": tap | {"data": message.buttons[label]}})

    def _update(self, update: dict[str, Any]) -> Post:
        return self.signed(json.dumps({"update_id": 872_000_000 + next(self.numbers)} | update).encode())

    def signed(self, body: bytes) -> Post:
        return Post("/channels/telegram", body, _JSON | {"x-telegram-bot-api-secret-token": SECRET})

    def unsigned(self, post: Post) -> Post:
        return replace(post, headers=_JSON | {"x-telegram-bot-api-secret-token": "another secret"})

    def unreadable(self) -> list[bytes]:
        return [b"[]", b"{}", b"{", b"null", b""]

    def heard(self) -> list[Heard]:
        sent = self.fake.sent_to(CHAT_ID)
        return [
            Heard(each.text, tuple(each.buttons), any("\u0600" < c < "\u06ff" for c in each.text[:3])) for each in sent
        ]


@dataclass
class WebDoor(Door):
    id: str = ""
    token: str = ""

    def write(self, text: str, **more: Any) -> Post:
        return self.signed(json.dumps({"id": f"client-{next(self.numbers):08d}", "text": text} | more).encode())

    def tap(self, label: str) -> Post:
        values = {choice["label"]: choice["value"] for message in self.shown() for choice in message["choices"]}
        return self.signed(json.dumps({"id": f"client-{next(self.numbers):08d}", "choice": values[label]}).encode())

    def signed(self, body: bytes) -> Post:
        return Post(self._path, body, _JSON | {"authorization": f"Bearer {self.token}"})

    def unsigned(self, post: Post) -> Post:
        return replace(post, headers=_JSON | {"authorization": "Bearer another"})

    def unreadable(self) -> list[bytes]:
        return [b"[]", b"{}", b"{", b"null", b"", b'{"id": 7, "text": "x"}']

    def heard(self) -> list[Heard]:
        return [
            Heard(_web_text(each), [choice["label"] for choice in each["choices"]], each["dir"] == "rtl")
            for each in self.shown()
        ]

    def shown(self) -> list[dict[str, Any]]:
        answer = self.house.post(Post(f"{self._path}?after=0", b"", {"authorization": f"Bearer {self.token}"}, "GET"))
        return [each for each in answer.json()["messages"] if each["from"] != "person"]

    @property
    def _path(self) -> str:
        return f"/webchat/conversations/{self.id}/messages"


def _web_text(message: dict[str, Any]) -> str:
    """What the page writes beneath each other: in danger the numbers under the first sentence."""
    first, _, rest = message["text"].partition("\n\n")
    contacts = [f"{contact['name']}: {contact['phone']}" for contact in message["contacts"]]
    sources = [f"{each['publisher']} {each['url']}" for each in (message["answer"] or {}).get("sources", ())]
    blocks = [first, *contacts, rest] if message["urgent"] else [first, rest, *contacts]
    return "\n".join([*blocks, *sources])


def open_web_door(house: InProcess) -> WebDoor:
    opened = house.post(Post("/webchat/conversations", b'{"language": "en"}', _JSON)).json()
    return WebDoor("webchat", house, 202, True, id=opened["id"], token=opened["token"])


def door_of(name: str, house: InProcess, twilio: FakeTwilio, telegram: FakeTelegram) -> Door:
    if name == "webchat":
        return open_web_door(house)
    if name == "telegram":
        return TelegramDoor(name, house, may_tap=True, fake=telegram)
    return TwilioDoor(name, house, fake=twilio)
