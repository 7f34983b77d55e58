"""The dialogue as it travels: plain events, bounded, without what people and bot wrote.

It begins with the start of a session and the state (slots, active loop) as it was before the first turn that is kept.
Texts, replies and profiles are left out: the gateway has them, and no decision rests on those of earlier turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

VERSION = 1
TURNS = 8
RANKING = 5

Event = dict[str, Any]

SESSION_START: tuple[Event, ...] = (
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
)
LISTEN: Event = {"event": "action", "name": "action_listen"}
NAMED = {"slot", "action"}
NEVER_KEPT = {"bot", "user_featurization", "session_started"}
PROVENANCE = {"timestamp", "metadata", "message_id", "input_channel", "policy", "confidence", "action_text", "text"}


class MalformedDialogue(Exception):
    """Not a dialogue that this version wrote; the conversation starts afresh."""


def opened(dialogue: Mapping[str, Any]) -> list[Event]:
    """The events to replay: those of the dialogue, or of a session that just began."""
    if not dialogue:
        return [*SESSION_START, LISTEN]
    events = dialogue.get("events")
    if dialogue.get("version") != VERSION or not isinstance(events, list):
        raise MalformedDialogue
    if not all(map(_is_event, events)):
        raise MalformedDialogue
    return events


def packed(events: Iterable[Event], turns: int = TURNS) -> dict[str, Any]:
    kept = [_trimmed(event) for event in events if _is_kept(event)]
    starts = [index for index, event in enumerate(kept) if event["event"] == "user"]
    cut = starts[-turns] if len(starts) > turns else (starts[0] if starts else len(kept))
    return {"version": VERSION, "events": [*SESSION_START, *_state_after(kept[:cut]), LISTEN, *kept[cut:]]}


def _is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        return False
    return event["event"] not in NAMED or isinstance(event.get("name"), str)


def _is_kept(event: Event) -> bool:
    return event["event"] not in NEVER_KEPT and event.get("name") != "action_session_start"


def _trimmed(event: Event) -> Event:
    bare = {key: value for key, value in event.items() if key not in PROVENANCE and value is not None}
    if event["event"] == "slot":
        bare["value"] = event.get("value")
    if event["event"] == "active_loop":
        bare["name"] = event.get("name")
    if "parse_data" in bare:
        bare["parse_data"] = _trimmed_parse_data(bare["parse_data"])
    return bare


def _trimmed_parse_data(parse_data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "intent": _rounded(parse_data.get("intent") or {}),
        "intent_ranking": [_rounded(intent) for intent in (parse_data.get("intent_ranking") or [])[:RANKING]],
        "entities": [
            {"entity": entity["entity"], "value": entity["value"]} for entity in parse_data.get("entities") or []
        ],
    }


def _rounded(intent: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": intent.get("name"), "confidence": round(float(intent.get("confidence") or 0.0), 4)}


def _state_after(events: Iterable[Event]) -> list[Event]:
    slots: dict[str, Any] = {}
    loop: str | None = None
    for event in events:
        if event["event"] == "slot":
            slots[event["name"]] = event["value"]
        elif event["event"] == "reset_slots":
            slots = {}
        elif event["event"] == "active_loop":
            loop = event["name"]
        elif event["event"] == "restart":
            slots, loop = {}, None
    state: list[Event] = [
        {"event": "slot", "name": name, "value": value} for name, value in slots.items() if value is not None
    ]
    return state + ([{"event": "active_loop", "name": loop}] if loop else [])
