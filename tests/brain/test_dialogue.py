"""The dialogue that travels: bounded, readable again, without anybody's words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from brain.dialogue import LISTEN, SESSION_START, MalformedDialogue, opened, packed


def turn(number: int, *more: dict[str, Any]) -> list[dict[str, Any]]:
    ranking = [{"name": f"topic_{rank}", "confidence": 0.123456789} for rank in range(10)]
    return [
        {
            "event": "user",
            "text": f"words of the person {number}",
            "timestamp": 1.0,
            "message_id": f"m-{number}",
            "metadata": {"profile": {"country": "QA"}},
            "parse_data": {
                "text": f"words of the person {number}",
                "intent": {"name": f"topic_{number}", "confidence": 0.9},
                "intent_ranking": ranking,
                "entities": [{"entity": "country", "value": "qatar", "start": 1, "end": 6, "extractor": "x"}],
                "text_tokens": [[0, 5]],
            },
        },
        {"event": "user_featurization", "use_text_for_featurization": False},
        {"event": "action", "name": "action_answer", "policy": "RulePolicy", "confidence": 1.0, "timestamp": 1.0},
        {"event": "bot", "text": None, "data": {"custom": {"reply": {"text": "words of the bot"}}}},
        *more,
        dict(LISTEN),
    ]


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value, "timestamp": 1.0}


def events_of(*turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*SESSION_START, LISTEN, *(event for events in turns for event in events)]


def users(dialogue: dict[str, Any]) -> list[str]:
    return [event["parse_data"]["intent"]["name"] for event in dialogue["events"] if event["event"] == "user"]


def test_a_new_dialogue_begins_listening_in_a_session() -> None:
    assert opened({}) == [*SESSION_START, LISTEN]


def test_the_last_turns_are_kept_whole() -> None:
    dialogue = packed(events_of(*(turn(number) for number in range(12))), turns=8)
    assert users(dialogue) == [f"topic_{number}" for number in range(4, 12)]
    names = [event.get("name", event["event"]) for event in dialogue["events"]]
    assert names == [
        "action_session_start",
        "session_started",
        "action_listen",
        *["user", "action_answer", "action_listen"] * 8,
    ]


def test_what_was_said_and_who_said_it_is_left_out() -> None:
    text = json.dumps(packed(events_of(turn(1), turn(2))))
    for trace in ("words", "profile", "QA", "m-1", "timestamp", "text_tokens"):
        assert trace not in text


def test_of_the_understanding_the_essence_is_kept() -> None:
    parse_data = packed(events_of(turn(1)))["events"][3]["parse_data"]
    assert parse_data["intent"] == {"name": "topic_1", "confidence": 0.9}
    assert parse_data["intent_ranking"] == [{"name": f"topic_{rank}", "confidence": 0.1235} for rank in range(5)]
    assert parse_data["entities"] == [{"entity": "country", "value": "qatar"}]


def test_slots_survive_the_turns_that_set_them_with_their_last_value() -> None:
    first = turn(0, slot("last_topic", "leave"), slot("clarified", 1), slot("offered", "talk_to_human"))
    second = turn(1, slot("last_topic", "contract"), slot("offered", None))
    dialogue = packed(events_of(first, second, *(turn(number) for number in range(2, 12))), turns=8)
    kept = [(event["name"], event["value"]) for event in dialogue["events"] if event["event"] == "slot"]
    assert kept == [("last_topic", "contract"), ("clarified", 1)]


def test_slots_of_kept_turns_stay_where_they_were_set() -> None:
    events = packed(events_of(turn(0), turn(1, slot("last_topic", "leave"), slot("offered", None))))["events"]
    assert events[-3:-1] == [
        {"event": "slot", "name": "last_topic", "value": "leave"},
        {"event": "slot", "name": "offered", "value": None},
    ]


def test_an_active_loop_survives_until_it_ends() -> None:
    loop = {"event": "active_loop", "name": "case_form", "timestamp": 1.0}
    end = {"event": "active_loop", "name": None, "timestamp": 2.0}
    later = [turn(number) for number in range(1, 11)]
    begun = packed(events_of(turn(0, loop), *later), turns=8)["events"]
    assert {"event": "active_loop", "name": "case_form"} in begun
    ended = packed(events_of(turn(0, loop), turn(0, end), *later), turns=8)["events"]
    assert not [event for event in ended if event["event"] == "active_loop"]


@pytest.mark.parametrize("event", [{"event": "restart"}, {"event": "reset_slots"}])
def test_a_reset_forgets_the_slots_before_it(event: dict[str, Any]) -> None:
    later = [turn(number) for number in range(1, 11)]
    dialogue = packed(events_of(turn(0, slot("last_topic", "leave"), event), *later), turns=8)
    assert not [kept for kept in dialogue["events"] if kept["event"] == "slot"]


def test_packing_again_what_was_packed_changes_nothing() -> None:
    dialogue = packed(events_of(*(turn(number, slot("last_topic", str(number))) for number in range(12))))
    assert packed(opened(dialogue)) == dialogue


@pytest.mark.parametrize(
    "dialogue",
    [
        {"version": 2, "events": []},
        {"events": []},
        {"version": 1},
        {"version": 1, "events": {}},
        {"version": 1, "events": ["user"]},
        {"version": 1, "events": [{"event": 3}]},
        {"version": 1, "events": [{"event": "slot", "value": 1}]},
    ],
)
def test_what_this_version_did_not_write_is_refused(dialogue: dict[str, Any]) -> None:
    with pytest.raises(MalformedDialogue):
        opened(dialogue)
