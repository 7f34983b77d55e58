"""The same messages as Server-Sent Events."""

import json
import time
import uuid

import httpx
import pytest

from tests.webchat.calling import Caller, assert_problem
from tests.webchat.site import Site


class Events:
    """Reads Server-Sent Events as the standard asks for."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self) -> dict[str, str]:
        event: dict[str, str] = {}
        for line in self._lines:
            if not line and event:
                return event
            name, _, value = line.partition(":")
            if line:
                event[name or "comment"] = value.strip()
        raise AssertionError("the stream ended")


def test_the_stream_greets_and_then_says_the_same_as_the_list(caller: Caller, web: httpx.Client) -> None:
    caller.say("passport")
    listed = caller.until_answered(3)
    with web.stream("GET", f"{caller.path}/events", headers=caller.headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["x-accel-buffering"] == "no"
        events = Events(response)
        assert events.next() == {"comment": "hello"}
        found = [events.next() for _ in listed]
    assert [json.loads(event["data"]) for event in found] == listed
    assert [event["id"] for event in found] == [str(message["seq"]) for message in listed]


@pytest.mark.parametrize("header", ["2", "²", "x", "9" * 400])
def test_the_stream_goes_on_after_the_last_event(caller: Caller, web: httpx.Client, header: str, site: Site) -> None:
    caller.say("passport")
    caller.until_answered(3)
    headers = {b"Authorization": f"Bearer {caller.token}".encode(), b"Last-Event-ID": header.encode("latin-1")}
    with web.stream("GET", f"{caller.path}/events?after=1", headers=headers) as response:
        events = Events(response)
        events.next()
        if header.startswith("9"):
            return
        assert events.next()["id"] == ("3" if header == "2" else "2")


def test_what_happens_later_is_streamed_at_once(caller: Caller, web: httpx.Client, site: Site) -> None:
    with web.stream("GET", f"{caller.path}/events", headers=caller.headers) as response:
        events = Events(response)
        events.next()
        began = time.monotonic()
        site.say_urgent(caller.id)
        urgent = json.loads(events.next()["data"])
    assert urgent["urgent"] and urgent["contacts"][0]["phone"] == "999"
    assert time.monotonic() - began < 1.5


def test_erasing_ends_the_conversation_for_good(caller: Caller, web: httpx.Client, site: Site) -> None:
    caller.say("DELETE")
    offered = caller.until_answered(2)[1]["choices"]
    with web.stream("GET", f"{caller.path}/events?after=2", headers=caller.headers) as response:
        caller.choose(offered[0]["value"])
        assert "event" not in "".join(response.iter_lines()).replace("event: message", "", 1)  # own tap, then it ends
    assert_problem(caller.get(after=0), 404)
    assert_problem(caller.post({"id": str(uuid.uuid4()), "text": "hello"}), 404)
    assert site.stored(caller.id) == []
