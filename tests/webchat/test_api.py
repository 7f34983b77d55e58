"""The chat's API as other clients see it: over HTTP, in and out."""

import threading
import time
import uuid
from typing import Any

import httpx
import pytest

from tests.webchat.calling import Caller, assert_problem
from tests.webchat.site import Server, Site, make_site


def test_an_answer_has_its_sources_and_the_country_is_asked_beneath(caller: Caller) -> None:
    caller.say("my boss keeps my passport")
    own, answer, question = caller.until_answered(3)
    assert (own["from"], own["text"]) == ("person", "my boss keeps my passport")
    assert answer["from"] == "bot" and answer["answer"]["id"] == "passport_retention"
    assert answer["answer"]["sources"][0].keys() == {"title", "publisher", "url"}
    assert answer["answer"]["checked_on"] and answer["answer"]["country"] == "general"
    assert question["choices"][0].keys() == {"label", "value"}
    assert own["seq"] < answer["seq"] < question["seq"]


def test_every_message_has_the_promised_fields(caller: Caller) -> None:
    caller.say("passport")
    promised = {"seq", "from", "text", "lang", "dir", "choices", "answer", "urgent"}
    assert all(promised <= message.keys() for message in caller.until_answered(3))


def test_a_conversation_in_arabic_is_answered_in_arabic(web: httpx.Client) -> None:
    caller = Caller(web, "ar")
    caller.say("جواز سفري عند الكفيل")
    answer = caller.until_answered(2)[1]
    assert (answer["lang"], answer["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic abc", "bearer é"])
def test_a_conversation_opens_only_with_its_token(caller: Caller, web: httpx.Client, header: str | None) -> None:
    headers = {} if header is None else {b"Authorization": header.encode("latin-1")}
    other = Caller(web)
    for response in (
        web.get(f"{caller.path}/messages", headers=headers),
        web.get(f"{caller.path}/events", headers=headers),
        web.post(f"{caller.path}/messages", json={"id": str(uuid.uuid4()), "text": "hello"}, headers=headers),
        web.get(f"{caller.path}/messages", headers=other.headers),
        web.get("/webchat/conversations/none/messages", headers=caller.headers),
    ):
        assert_problem(response, 404, "token")


def test_a_repeated_id_is_stored_once(caller: Caller, site: Site) -> None:
    message = {"id": str(uuid.uuid4()), "text": "passport"}
    assert [caller.post(message).status_code for _ in range(3)] == [202, 202, 202]
    assert caller.post({**message, "text": "another text"}).status_code == 202
    caller.until_answered(3)
    own = [stored for stored in site.stored(caller.id) if stored["author"] == "person"]
    assert [stored["text"] for stored in own] == ["passport"]


def test_the_same_message_at_the_same_moment_is_stored_once(caller: Caller, site: Site) -> None:
    message = {"id": str(uuid.uuid4()), "text": "passport"}
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(caller.post(message).status_code)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [202] * 8
    assert len([stored for stored in site.stored(caller.id) if stored["author"] == "person"]) == 1


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"text": "hello"}, "`id`"),
        ({"id": "short", "text": "hello"}, "`id`"),
        ({"id": 12345678, "text": "hello"}, "`id`"),
        ({"id": "0000/../0000", "text": "hello"}, "`id`"),
        ({"id": "00000000-1"}, "`text`"),
        ({"id": "00000000-1", "text": "   \n "}, "`text`"),
        ({"id": "00000000-1", "text": 5}, "`text`"),
        ({"id": "00000000-1", "text": "a" * 4001}, "4000"),
        ({"id": "00000000-1", "choice": "/restart"}, "`choice`"),
        ({"id": "00000000-1", "choice": ["menu"]}, "`choice`"),
        ({"id": "00000000-1", "choice": "give_country:" + "x" * 200}, "`choice`"),
        ([], "object"),
        (b"not json", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"", "JSON"),
        (b"[" * 20_000, "JSON"),
        (b'{"id":"00000000-1","text":"' + b"a" * 40_000 + b'"}', "bytes"),
    ],
)
def test_bad_input_says_what_is_wrong(caller: Caller, body: Any, word: str) -> None:
    assert_problem(caller.post(body), 400, word)
    assert caller.messages(after=0) == []


def test_a_language_that_is_not_served_is_refused(web: httpx.Client) -> None:
    assert_problem(web.post("/webchat/conversations", json={"language": "xx"}), 400, "`language`", "ar")
    assert_problem(web.post("/webchat/conversations", json={"language": ["ar"]}), 400, "`language`")
    assert web.post("/webchat/conversations").status_code == 201


def test_odd_characters_come_back_as_text(caller: Caller) -> None:
    caller.post(b'{"id":"00000000-2","text":"a\\u0000b \\ud83d <b>&amp;</b>"}')
    assert caller.messages(after=0)[0]["text"] == "ab ? <b>&amp;</b>"


def test_after_leaves_out_what_is_known(caller: Caller) -> None:
    caller.say("passport")
    found = caller.until_answered(3)
    assert caller.messages(after=found[0]["seq"]) == found[1:]
    assert caller.messages(after=found[-1]["seq"]) == []
    assert caller.messages(after=-5) == found
    assert caller.messages(after=10**30) == []


@pytest.mark.parametrize("wait", ["nan", "-1", "0", "-inf", "inf"])
def test_waiting_ends_also_for_odd_numbers(caller: Caller, wait: str) -> None:
    """Infinite is not a number of seconds."""
    began = time.monotonic()
    assert caller.messages(after=0, wait=wait) == []
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("params", [{"after": "x"}, {"wait": "x"}])
def test_parameters_that_are_no_numbers_are_refused(caller: Caller, params: dict[str, str]) -> None:
    assert_problem(caller.get(**params), 400)


def test_waiting_returns_as_soon_as_there_is_something(caller: Caller, site: Site) -> None:
    assert caller.messages(after=0) == []
    timer = threading.Timer(0.5, site.say_as_staff, (caller.id, "Are you there?"))
    timer.start()
    began = time.monotonic()
    found = caller.messages(after=0, wait=10)
    timer.join()
    assert [message["text"] for message in found] == ["Are you there?"]
    assert (found[0]["from"], found[0]["name"]) == ("staff", "Amal")
    assert 0.4 < time.monotonic() - began < 5


def test_waiting_returns_nothing_when_the_time_is_over(caller: Caller) -> None:
    began = time.monotonic()
    assert caller.messages(after=0, wait=0.6) == []
    assert 0.5 < time.monotonic() - began < 5


def test_a_tapped_choice_reads_as_its_label(caller: Caller) -> None:
    caller.choose("give_country:AE")
    own, answer = caller.until_answered(2)
    assert (own["text"], own["chosen"]) == ("United Arab Emirates", "give_country:AE")
    assert answer["answer"]["id"] == "passport_retention.AE"


def test_erasing_ends_a_waiting_request(caller: Caller) -> None:
    caller.say("DELETE")
    last = caller.until_answered(2)[-1]["seq"]
    timer = threading.Timer(0.3, caller.choose, ("erase_me",))
    timer.start()
    found = caller.get(after=last + 1, wait=10)
    timer.join()
    assert_problem(found, 404)


def test_too_many_messages_are_told_when_to_come_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = make_site(tmp_path_factory.mktemp("limited"), rate_limits="on")
    server = Server(site)
    server.start()
    try:
        with httpx.Client(base_url=site.url) as web:
            caller = Caller(web)
            responses = [caller.post({"id": str(uuid.uuid4()), "choice": "menu"}) for _ in range(17)]
            assert_problem(responses[-1], 429)
            assert int(responses[-1].headers["retry-after"]) >= 1
            starts = [web.post("/webchat/conversations").status_code for _ in range(25)]
            assert starts[0] == 201 and starts[-1] == 429
    finally:
        server.stop()


def test_behind_our_proxy_each_person_has_a_limit_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("proxied")
    site = make_site(directory, rate_limits="on", public_base_url="https://sanad.example")
    server = Server(site)
    server.start()
    try:
        with httpx.Client(base_url=site.url, headers={"Host": "sanad.example"}) as web:
            starts = [
                web.post("/webchat/conversations", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
                for number in range(30)
            ]
            assert starts == [201] * 30
    finally:
        server.stop()
