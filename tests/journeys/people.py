"""Somebody who writes on the web chat, and somebody of the staff, both over HTTP as their browsers would."""

import re
import time
import uuid
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx

from tests.running import ADMIN

Message = dict[str, Any]


@dataclass
class WebPerson:
    """Keeps what was heard; `after` is the last message seen."""

    url: str
    language: str | None = None
    after: int = 0
    _address: str = field(default="", init=False)

    def __post_init__(self) -> None:
        body = {"language": self.language} if self.language else {}
        opened = httpx.post(f"{self.url}/webchat/conversations", json=body, timeout=10).json()
        self._address = f"{self.url}/webchat/conversations/{opened['id']}/messages"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}

    def says(self, text: str = "", *, choice: str = "", times: int = 1) -> None:
        body = {"id": str(uuid.uuid4()), **({"choice": choice} if choice else {"text": text})}
        for _ in range(times):
            posted = httpx.post(self._address, json=body, headers=self._headers, timeout=10)
            assert posted.status_code == 202, posted.text

    def hears(self, count: int = 1, *, seconds: float = 30) -> list[Message]:
        """The next messages that are not the person's own, once there are `count`."""
        heard: list[Message] = []
        deadline = time.monotonic() + seconds
        while len(heard) < count and time.monotonic() < deadline:
            found = self._fetch(wait=2)
            heard += [message for message in found if message["from"] != "person"]
        assert len(heard) >= count, f"heard {len(heard)} of {count} messages"
        return heard

    def hears_nothing_more(self, *, seconds: float = 2) -> None:
        time.sleep(seconds)
        assert [message for message in self._fetch(wait=0) if message["from"] != "person"] == []

    def _fetch(self, *, wait: int) -> list[Message]:
        query = {"after": self.after, "wait": wait}
        found = httpx.get(self._address, params=query, headers=self._headers, timeout=30).json()["messages"]
        for message in found:
            self.after = message["seq"]
        return list(found)


class StaffMember:
    """Signed in to the console."""

    def __init__(self, url: str, email: str = ADMIN[0], password: str = ADMIN[1]) -> None:
        self._client = httpx.Client(base_url=url, headers={"Origin": url}, follow_redirects=True, timeout=20)
        page = self._client.get("/console/sign-in")
        fields = {"email": email, "password": password, **self._hidden(page.text)}
        signed_in = self._client.post("/console/sign-in", data=fields)
        assert signed_in.status_code == 200 and "sign-out" in signed_in.text, "could not sign in"

    def queue(self) -> list[str]:
        """Case numbers, in the order in which they are shown."""
        return re.findall(r'id="row-([^"]+)"', self._client.get("/console").text)

    def page(self, number: str) -> str:
        return unescape(self._client.get(f"/console/cases/{number}").text)

    def does(self, action: str, number: str, **fields: str) -> httpx.Response:
        """`take`, `reply`, `close` or `release`."""
        page = self._client.get(f"/console/cases/{number}").text
        done = self._client.post(f"/console/cases/{number}/{action}", data={**self._hidden(page), **fields})
        assert done.status_code == 200, done.status_code
        return done

    def _hidden(self, page: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", page):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                found[name.group(1)] = unescape(value.group(1))
        return found


def case_number_in(text: str) -> str:
    found = re.search(r"\b[A-Z]\d[A-Z]-\d\d\b", text)
    assert found, "no case number was said"
    return found.group(0)
