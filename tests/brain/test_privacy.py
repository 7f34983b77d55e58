"""No word of a person reaches a log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.brain.actions_for_tests import FAILS, IS_SILENT, SETS_UNKNOWN_SLOT, SPEAKS_OTHERWISE
from tests.brain.asking import Asking
from tests.brain.conftest import TOKEN
from tests.processes import ActionsProcess, RasaProcess

MARK = "zanzibar-marker-58213"


@pytest.fixture(params=["normal", "debug"])
def output(
    request: pytest.FixtureRequest, model_path: Path, actions: ActionsProcess, tmp_path: Path
) -> Iterator[list[str]]:
    """What Rasa's process wrote while people wrote the mark, at the usual log level and at the most talkative one."""
    options = ["--debug"] if request.param == "debug" else []
    with RasaProcess(model_path, tmp_path / "rasa.log", actions.url, TOKEN, options=options) as rasa:
        before = len(rasa.output())
        with Asking(rasa.url, TOKEN) as asking:
            asking.turn(f"my boss took my passport {MARK}")
            for trouble in (FAILS, IS_SILENT, SETS_UNKNOWN_SLOT, SPEAKS_OTHERWISE):
                assert asking.post(text=f"{trouble} {MARK}").status_code == 502
            asking.turn(f"/{MARK} {{")
            asking.turn("hello", profile={"sector": MARK})
            asking.turn("hello", dialogue={"version": 1, "events": [{"event": "slot", "name": MARK, "value": MARK}]})
            asking.turn("hello", dialogue={"version": 1, "events": [{"event": MARK}]})
            asking.post(text=MARK, choice=MARK)
            asking.post(conversation=7, text=MARK)
            asking.post(text=MARK, headers={b"Authorization": f"Bearer {MARK}".encode()})
            asking.post_bytes(MARK.encode())
            asking.get(f"/{MARK}")
        yield rasa.output()[before:].splitlines()


def test_the_log_holds_events_and_no_words(output: list[str]) -> None:
    text = "\n".join(output)
    assert MARK not in text and "passport" not in text and TOKEN not in text
    for line in output:
        assert "event" in json.loads(line), line
    events = [json.loads(line) for line in output]
    assert {event["event"] for event in events} >= {
        "action_failed",
        "turn_refused",
        "dialogue_malformed",
        "library_log",
    }
    failed = next(event for event in events if event["event"] == "action_failed")
    assert (
        failed["conversation"] == "c-1"
        and failed["error"] == "ActionServerError"
        and failed["action"] == "action_fall_back"
    )
