"""A browser's visit to the simulator, over HTTP alone, and what the helpline has of it."""

import html
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import select

from helpline.storage.conversations import find_by_address
from helpline.storage.schema import inbox
from helpline.storage.schema import outbox as outbox_table
from tests.fakes.waiting import wait_until
from tests.webchat.site import Site

SAME_SITE = {"Sec-Fetch-Site": "same-origin", "X-From-Script": "1"}
_BUBBLE = re.compile(r'<div class="bubble (\w+)" id="\w+-(\d+)">(.*?)</div>\s*<p class="state"[^>]*>(.*?)</p>', re.S)
_TEXT = re.compile(r'<p class="text"[^>]*>(.*?)</p>', re.S)
_REQUEST = re.compile(r'<bdi class="what" dir="ltr">(.*?)</bdi> <strong class="outcome">(.*?)</strong>', re.S)


@dataclass(frozen=True)
class Seen:
    """One bubble as the page shows it."""

    side: str
    number: str
    text: str
    state: str


class Visit:
    """One browser: it opens the page once and then does things on the phones."""

    def __init__(self, url: str, country: str = "QA") -> None:
        self.web = httpx.Client(base_url=url, headers=SAME_SITE, timeout=30)
        assert self.page().status_code == 200
        if country != "QA":
            assert self.web.post("/simulator/person", data={"country": country}).status_code == 303

    def page(self) -> httpx.Response:
        return self.web.get("/simulator?lang=en")

    def do(self, channel: str, action: str, **fields: str) -> httpx.Response:
        return self.web.post(f"/simulator/phones/{channel}/{action}", data=fields)

    def say(self, channel: str, text: str) -> None:
        assert self.do(channel, "write", text=text).status_code == 204

    def wait_for(self, channel: str, words: str, *, side: str = "bot", state: str = "") -> Seen:
        """The first bubble with these words, once it is in this state."""
        for pieces in self._changes(channel):
            for seen in bubbles_in(pieces["bubbles"]):
                if seen.side == side and words in seen.text and state in seen.state:
                    return seen
        raise AssertionError(f"{words!r} never came to {channel}")

    def wait_for_outcomes(self, channel: str, what: str, outcomes: list[str]) -> None:
        """Until the requests of this name ended like this, newest first."""
        for pieces in self._changes(channel):
            if [outcome for name, outcome in requests_in(pieces["log"]) if name == what] == outcomes:
                return

    def _changes(self, channel: str) -> Iterator[dict[str, str]]:
        """The phone as it is, and again each time it changes; for a while."""
        deadline, seen = time.monotonic() + 40, "nothing"
        with self.web.stream("GET", "/simulator/events?lang=en") as stream:
            for line in stream.iter_lines():
                if line.startswith("data: {"):
                    change = json.loads(line.removeprefix("data: "))
                    if change["channel"] == channel:
                        seen = f"{bubbles_in(change['pieces']['bubbles'])} {requests_in(change['pieces']['log'])}"
                        yield change["pieces"]
                assert time.monotonic() < deadline, f"waited in vain on {channel}; seen: {seen}"

    def address(self, channel: str) -> str:
        text = self.page().text
        found = re.search(r'<bdi class="number" dir="ltr">(.*?)</bdi>', text[text.index(f'id="phone-{channel}"') :])
        assert found
        return found.group(1)

    def close(self) -> None:
        self.web.close()


def bubbles_in(piece: str) -> list[Seen]:
    found = []
    for side, number, body, state in _BUBBLE.findall(piece):
        text = _TEXT.search(body)
        found.append(Seen(side, number, html.unescape(text.group(1)) if text else "", html.unescape(state)))
    return found


def requests_in(piece: str) -> list[tuple[str, str]]:
    """What the provider saw, newest first, with the outcome."""
    return [(html.unescape(what), outcome) for what, outcome in _REQUEST.findall(piece)]


def conversation_of(site: Site, channel: str, address: str) -> str:
    """Its id, once the helpline knows the address; empty never."""

    def find() -> str | None:
        with site.gateway.database.read() as tx:
            return find_by_address(tx, channel, address)

    return wait_until(find, what="the conversation") or ""


def outbox_rows(site: Site, conversation_id: str) -> list[Any]:
    with site.gateway.database.read() as tx:
        is_its = outbox_table.c.conversation_id == conversation_id
        return list(tx.execute(select(outbox_table).where(is_its).order_by(outbox_table.c.id)).all())


def inbox_count(site: Site, conversation_id: str) -> int:
    with site.gateway.database.read() as tx:
        return len(tx.execute(select(inbox.c.id).where(inbox.c.conversation_id == conversation_id)).all())


def handled_count(site: Site, conversation_id: str) -> int:
    """How many of the person's messages have had their turn, with everything that came of it."""
    with site.gateway.database.read() as tx:
        is_done = (inbox.c.conversation_id == conversation_id) & inbox.c.handled_at.is_not(None)
        return len(tx.execute(select(inbox.c.id).where(is_done)).all())
