"""Twilio's messaging API, with its rules, and Twilio's posts to us, with its signatures."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx

from bot.simulator import rules_twilio_posts as posts
from bot.simulator.rules_twilio import TwilioMessage, keyword_in, list_as_json, new_message, refusal_of
from bot.simulator.templates_of_whatsapp import Contents
from tests.fakes.files import JPEG, Files, holding
from tests.fakes.script import Break, Refuse, Script
from tests.fakes.server import Answer, Call, FakeServer
from tests.fakes.waiting import wait_until

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "fake-twilio-token"
WHATSAPP_FROM = "whatsapp:+14155238886"
SMS_FROM = "+14155550100"
_CONTENT = "/v1/Content"


class FakeTwilio:
    """`script` says what goes wrong with the next messages, `listing` when we ask what was sent. With `reports`, every
    message is reported on in these states at once."""

    def __init__(self, *, reports: tuple[str, ...] = (), port: int = 0) -> None:
        self.script = Script()
        self.listing = Script()
        self.reports = reports
        self.opted_out: set[str] = set()
        self.outside_window: set[str] = set()
        self.contents = Contents()
        self.files = Files()
        self._taken: list[TwilioMessage] = []
        self._media: dict[str, dict[str, str]] = {}
        self._lock = threading.Lock()
        self._server = FakeServer(self._respond, port)
        self._http = httpx.Client(timeout=10, verify=False)  # it posts to this machine only
        self.url = self._server.url

    def clear(self) -> None:
        """As new, at the same address."""
        with self._lock:
            self._taken.clear()
        self.contents = Contents()
        self.files.clear()
        self.script.clear()
        self.listing.clear()
        self.opted_out.clear()
        self.outside_window.clear()
        self.reports = ()

    @property
    def messages(self) -> list[TwilioMessage]:
        with self._lock:
            return list(self._taken)

    def sent_to(self, address: str) -> list[str]:
        return [message.body for message in self.messages if message.to == address]

    def wait_for(self, address: str, count: int, seconds: float = 10.0) -> list[str]:
        """The texts that arrived at `address`, once there are `count`."""
        wait_until(lambda: len(self.sent_to(address)) >= count, seconds=seconds, what=f"{count} messages")
        return self.sent_to(address)

    def post_message(self, base_url: str, sender: str, body: str, **fields: str) -> httpx.Response:
        """A person writes to us. As on a long code, STOP and START on SMS also change what Twilio lets us send."""
        if not sender.startswith("whatsapp:"):
            self._note_keyword(sender, body)
        self.outside_window.discard(sender)
        return self.post_signed(f"{base_url}/channels/twilio", inbound_fields(sender, body, **fields))

    def offer(self, *answers: Answer) -> str:
        """A file that somebody sent, at its address; with several answers each is given once, and then the last."""
        return f"{self.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/{self.files.put(*answers)}"

    def hear(self, sender: str, body: str, *, ago: timedelta, media: tuple[str, ...] = ()) -> TwilioMessage:
        """A person wrote, and the webhook is lost. `media` are types of files, as the list names them."""
        recipient = WHATSAPP_FROM if sender.startswith("whatsapp:") else SMS_FROM
        heard = TwilioMessage(recipient, sender, body, direction="inbound", status="received")
        heard.account_sid, heard.num_media = ACCOUNT_SID, len(media)
        heard.created = datetime.now(UTC) - ago
        with self._lock:
            self._taken.append(heard)
            self._media[heard.sid] = {self.files.put(holding(JPEG)): kind for kind in media}
        return heard

    def report(self, message: TwilioMessage, status: str, error_code: str = "") -> httpx.Response | None:
        """Twilio's post on one of our messages."""
        message.status = status
        if not message.status_callback:
            return None
        return self.post_signed(message.status_callback, status_fields(message, status, error_code))

    def post_signed(self, url: str, fields: Mapping[str, str], token: str = AUTH_TOKEN) -> httpx.Response:
        headers = {"X-Twilio-Signature": sign(url, fields, token), "I-Twilio-Idempotency-Token": secrets.token_hex(16)}
        return self._http.post(url, data=dict(fields), headers=headers)

    def __enter__(self) -> FakeTwilio:
        self._server.__enter__()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.__exit__()
        self._http.close()

    def _respond(self, call: Call) -> Answer:
        if call.headers.get("authorization") != posts.basic(ACCOUNT_SID, AUTH_TOKEN):
            return _error(Refuse(401, 20003, "Authenticate"))
        if "/Media/" in call.path and call.method == "DELETE":
            return self._delete_media(call.path.removesuffix(".json").rpartition("/")[2])
        if "/Media/" in call.path:
            return self.files.answer(call.path.rpartition("/")[2], call)
        if call.path.startswith(_CONTENT):
            answered = self.contents.answer(call.method, call.path.removeprefix(_CONTENT).strip("/"), call.fields)
            return Answer(answered.status, answered.body)
        if call.path.endswith("/Media.json"):
            return self._list_media(call.path.split("/")[-2])
        if call.path != f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json":
            return _error(Refuse(404, 20404, "The requested resource was not found"))
        if call.method == "GET":
            return self._list(call.fields)
        return self._create(call.fields)

    def _list(self, fields: Mapping[str, str]) -> Answer:
        reaction = self.listing.take()
        if reaction:
            return _error(Refuse(reaction.status))
        return Answer(200, list_as_json(self.messages, fields))

    def _delete_media(self, name: str) -> Answer:
        reaction = self.listing.take()
        if isinstance(reaction, Refuse):
            return _error(reaction)
        is_there = self.files.delete(name)
        return Answer(204) if is_there else _error(Refuse(404, 20404, "The requested resource was not found"))

    def _list_media(self, sid: str) -> Answer:
        path = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}/Media"
        listed = [
            {"sid": name, "content_type": kind, "parent_sid": sid, "uri": f"{path}/{name}.json"}
            for name, kind in self._media.get(sid, {}).items()
        ]
        return Answer(200, {"media_list": listed, "next_page_uri": None})

    def _create(self, fields: Mapping[str, str]) -> Answer:
        reaction = self.script.take()
        if isinstance(reaction, Refuse):
            return _error(reaction)
        refused = refusal_of(fields, {WHATSAPP_FROM, SMS_FROM}, self.opted_out) or self.contents.refusal_of(fields)
        if refused:
            return _error(refused)
        if isinstance(reaction, Break):
            return self._break(reaction, fields)
        message = self._take(fields)
        return Answer(201, message.as_json(), then=lambda: self._report_all(message))

    def _break(self, reaction: Break, fields: Mapping[str, str]) -> Answer:
        if reaction.takes_message:
            self._take(fields)
        if reaction.hangs_for:
            threading.Event().wait(reaction.hangs_for)
        return Answer(reaction.status or 500, {"status": reaction.status}, hang_up=not reaction.status)

    def _take(self, fields: Mapping[str, str]) -> TwilioMessage:
        message = new_message(fields)
        if self.contents.answer("GET", message.content_sid or "none", {}).status == 200:
            message.body = self.contents.show(message).text
        with self._lock:
            self._taken.append(message)
        return message

    def _report_all(self, message: TwilioMessage) -> None:
        if message.to in self.outside_window and not message.content_sid:
            self.report(message, "failed", "63016")
            return
        for status in self.reports:
            self.report(message, status)

    def _note_keyword(self, sender: str, body: str) -> None:
        keyword = keyword_in(body)
        if keyword == "STOP":
            self.opted_out.add(sender)
        elif keyword == "START":
            self.opted_out.discard(sender)


def sign(url: str, fields: Mapping[str, str], token: str = AUTH_TOKEN) -> str:
    return posts.sign(url, fields, token)


def inbound_fields(sender: str, body: str, **more: str) -> dict[str, str]:
    recipient = WHATSAPP_FROM if sender.startswith("whatsapp:") else SMS_FROM
    return posts.inbound_fields(sender, recipient, body, ACCOUNT_SID) | more


def status_fields(message: TwilioMessage, status: str, error_code: str = "") -> dict[str, str]:
    return posts.status_fields(message, status, ACCOUNT_SID, error_code)


def _error(refused: Refuse) -> Answer:
    headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
    return Answer(refused.status, posts.error_body(refused), headers)
