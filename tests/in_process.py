"""The real application in this process, called as a server calls it, on a real database: for tests that post a lot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import delete, update

from bot.app import make_app
from bot.wiring import Gateway, make_channels
from helpline.domain.turns import Brain
from helpline.services import Services
from helpline.settings import Settings
from helpline.storage.schema import events, installation, outbox, outbox_parts, people
from helpline.usecases.deliver_outbox import deliver_next
from helpline.usecases.prepare import open_database
from helpline.usecases.take_turn import take_next_turn
from tests.fakes.telegram import SECRET, TOKEN
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SMS_FROM, WHATSAPP_FROM
from tests.processes import ROOT

HOST = "127.0.0.1:8000"
URL = f"http://{HOST}"
_MOST_WAITS = 50


@dataclass(frozen=True)
class Post:
    """A request as it goes over the wire. The body arrives in pieces of `chunk` bytes; header names in lower case."""

    path: str
    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    chunk: int = 65_536


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class InProcess:
    """`work` handles what came in and sends what goes out; nothing runs by itself."""

    def __init__(self, settings: Settings, brain: Brain, services: Services) -> None:
        """`services` with the content read, which takes a while; database and brain are put in here."""
        self.database = open_database(settings)
        services = replace(services, database=self.database, brain=brain, gather_seconds=0)
        channels = make_channels(settings, services)
        self.gateway = Gateway(settings, self.database, services, brain, channels)  # type: ignore[arg-type]
        self._app = make_app(self.gateway)
        self._runner = asyncio.Runner()

    def post(self, post: Post) -> Answer:
        return self._runner.run(self._call(post))

    def post_all(self, posts: Sequence[Post]) -> list[Answer]:
        """At the same moment."""
        return self._runner.run(self._call_all(posts))

    def work(self) -> None:
        while take_next_turn(self.gateway.services):
            pass
        for _ in range(_MOST_WAITS):
            while deliver_next(self.database, self.gateway.channels):
                pass
            if not self._let_time_pass():
                return
        raise AssertionError("something is never sent")

    def _let_time_pass(self) -> bool:
        """Whether anything waits for its turn with a provider; it waited long enough then."""
        with self.database.write() as tx:
            tx.execute(update(outbox_parts).values(begun_at=tx.now - timedelta(hours=1)))
            tx.execute(delete(installation).where(installation.c.name.like("pace:%")))
            return tx.execute(update(outbox).where(outbox.c.state == "new").values(available_at=tx.now)).rowcount > 0

    def forget_everybody(self) -> None:
        with self.database.write() as tx:
            tx.execute(delete(people))
            tx.execute(delete(events))

    def close(self) -> None:
        self._runner.close()
        for channel in set(self.gateway.channels.values()):
            channel.close()
        self.database.close()

    async def _call_all(self, posts: Sequence[Post]) -> list[Answer]:
        return list(await asyncio.gather(*(self._call(post) for post in posts)))

    async def _call(self, post: Post) -> Answer:
        pieces = [post.body[at : at + post.chunk] for at in range(0, len(post.body), post.chunk)] or [b""]
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            if not pieces:
                return {"type": "http.disconnect"}
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(_scope(post), receive, send)  # type: ignore[arg-type]
        status = next(message["status"] for message in sent if message["type"] == "http.response.start")
        return Answer(status, b"".join(message.get("body", b"") for message in sent))


def _scope(post: Post) -> dict[str, Any]:
    url = urlsplit(post.path)
    headers = {"host": HOST, "content-length": str(len(post.body)), **post.headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": post.method,
        "scheme": "http",
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode("utf-8", "surrogateescape")) for name, value in headers.items()],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }


def settings_in(directory: Path, database_url: str = "", **more: Any) -> Settings:
    """Every channel configured, nothing that waits, and no worker of its own."""
    values: dict[str, Any] = {
        "helpline_data_dir": directory,
        "database_url": database_url,
        "helpline_content_dir": ROOT / "content",
        "helpline_worker": "separate",
        "helpline_rate_limits": "off",
        "helpline_gather_seconds": 0.0,
        "helpline_simulator": "off",
        "public_base_url": URL,
        "twilio_account_sid": ACCOUNT_SID,
        "twilio_auth_token": AUTH_TOKEN,
        "twilio_whatsapp_from": WHATSAPP_FROM,
        "twilio_sms_from": SMS_FROM,
        "telegram_bot_token": TOKEN,
        "telegram_webhook_secret": SECRET,
    }
    return Settings(**(values | more))
