"""What is refused, and that a failed turn never looks like a good one."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.brain.actions_for_tests import FAILS, IS_SILENT, SETS_UNKNOWN_SLOT, SLEEPS, SPEAKS_OTHERWISE
from tests.brain.asking import Asking
from tests.brain.conftest import TOKEN
from tests.processes import ActionsProcess, RasaProcess, free_port


def assert_problem(response: httpx.Response, status: int, code: str) -> None:
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert set(body) == {"type", "title", "status", "code"}


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer é{TOKEN}"]
)
def test_a_turn_needs_the_token(asking: Asking, header: str) -> None:
    response = asking.post(headers={b"Authorization": header.encode()}, text="hello")
    assert_problem(response, 401, "token_wrong")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"conversation": ""}, "conversation_malformed"),
        ({"conversation": 7}, "conversation_malformed"),
        ({"conversation": "c" * 201}, "conversation_malformed"),
        ({"message_id": None}, "message_id_malformed"),
        ({"text": ["hello"]}, "text_malformed"),
        ({"text": None, "choice": None}, "text_or_choice_missing"),
        ({"text": "  \n"}, "text_or_choice_missing"),
        ({"choice": {"intent": "menu"}}, "choice_malformed"),
        ({"profile": "en"}, "profile_malformed"),
        ({"profile": {"language": 1}}, "profile_malformed"),
        ({"dialogue": []}, "dialogue_malformed"),
        ({"dialogue": "{}"}, "dialogue_malformed"),
        ({"choice": "no_such_topic"}, "choice_unknown"),
        ({"choice": "restart"}, "choice_unknown"),
        ({"choice": "/menu"}, "choice_unknown"),
        ({"choice": 'give_country:{"x":1}'}, "choice_unknown"),
        ({"choice": "thanks:QA"}, "choice_unknown"),
    ],
)
def test_a_malformed_request_is_refused(asking: Asking, fields: dict[str, Any], code: str) -> None:
    assert_problem(asking.post(**({"text": "hello"} | fields)), 400, code)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"text"', b"null"])
def test_a_body_that_is_not_an_object_is_refused(asking: Asking, body: bytes) -> None:
    response = asking.post_bytes(body)
    assert response.status_code == 400
    assert response.json()["code"] in {"not_json", "not_an_object"}


@pytest.mark.parametrize("size", [256 * 1024 + 1, 3_000_000])
def test_a_large_body_is_refused(asking: Asking, size: int) -> None:
    body = json.dumps(asking.request(text="x" * size)).encode()
    assert_problem(asking.post_bytes(body), 413, "body_too_large")


def test_a_long_text_within_the_limit_is_read(asking: Asking) -> None:
    assert asking.turn("my boss took my passport " * 400)["replies"]


@pytest.mark.parametrize(
    "path", ["/webhooks/brain/nothing", "/webhooks/rest/webhook", "/conversations/c-1/tracker", "/model"]
)
def test_there_are_no_other_pages(asking: Asking, path: str) -> None:
    assert asking.get(path).status_code == 404


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FAILS, "action_failed"),
        (SETS_UNKNOWN_SLOT, "action_failed"),
        (SPEAKS_OTHERWISE, "answer_unreadable"),
        (IS_SILENT, "turn_without_answer"),
    ],
)
def test_a_failed_action_fails_the_turn(asking: Asking, text: str, code: str) -> None:
    assert_problem(asking.post(text=text), 502, code)


def test_an_action_has_five_seconds(asking: Asking) -> None:
    started = time.monotonic()
    assert_problem(asking.post(text=SLEEPS), 502, "action_failed")
    assert 4.5 < time.monotonic() - started < 8


def test_actions_that_are_away_fail_the_turn_until_they_are_back(model_path: Path, tmp_path: Path) -> None:
    port = free_port()
    actions = ActionsProcess("tests.brain.actions_for_tests", tmp_path / "actions.log", port=port)
    with RasaProcess(model_path, tmp_path / "rasa.log", actions.url, TOKEN) as rasa, Asking(rasa.url, TOKEN) as asking:
        assert_problem(asking.post(text="hello"), 502, "action_failed")
        with actions:
            assert asking.turn("hello")["replies"]
        with actions:  # the connection that was open is dead
            assert asking.turn("hello")["replies"]


def test_rasa_does_not_start_without_a_token(model_path: Path, tmp_path: Path) -> None:
    rasa = RasaProcess(model_path, tmp_path / "rasa.log", "http://127.0.0.1:9/webhook", token="")
    rasa.start()
    try:
        assert rasa.wait_until_ended() != 0
    finally:
        rasa.stop()
    assert "BRAIN_TOKEN is empty" in rasa.output()


def test_rasa_does_not_start_without_a_model(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"not a model")
    rasa = RasaProcess(broken, tmp_path / "rasa.log", "http://127.0.0.1:9/webhook", TOKEN)
    rasa.start()
    try:
        assert rasa.wait_until_ended() != 0
    finally:
        rasa.stop()
