"""Actions that show what reached them: the small real action server of the brain's tests."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

FAILS = "let the action fail"
SLEEPS = "let the action sleep"
PAUSES = "let the action pause"
IS_SILENT = "let the action be silent"
PLAIN = "let the action speak plainly"
ONLY_AN_EFFECT = "let the action only have an effect"
SETS_UNKNOWN_SLOT = "let the action set an unknown slot"
SPEAKS_OTHERWISE = "let the action send something else"


class Mirror(Action, ABC):  # type: ignore[misc]
    """Answers with what it was given; certain words make it misbehave."""

    @abstractmethod
    def name(self) -> str: ...

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        message = tracker.latest_message
        text = message.get("text") or ""
        if FAILS in text:
            raise RuntimeError(text)
        if SLEEPS in text:
            await asyncio.sleep(30)
        if PAUSES in text:
            await asyncio.sleep(0.2)
        if IS_SILENT in text:
            return []
        if PLAIN in text:
            dispatcher.utter_message(text="First paragraph.\n\nSecond paragraph.")
        if SPEAKS_OTHERWISE in text:
            dispatcher.utter_message(json_message={"surprise": text})
        if SETS_UNKNOWN_SLOT in text:
            return [SlotSet("no_such_slot", text)]
        if ONLY_AN_EFFECT not in text:
            dispatcher.utter_message(json_message={"reply": self._reply(tracker, domain)})
        dispatcher.utter_message(json_message={"effect": {"type": "noted", "action": self.name()}})
        return [
            SlotSet("last_topic", message["intent"]["name"]),
            SlotSet("clarified", tracker.get_slot("clarified") + 1),
        ]

    def _reply(self, tracker: Tracker, domain: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "mirror",
            "action": self.name(),
            "conversation": tracker.sender_id,
            "text": tracker.latest_message.get("text"),
            "profile": (tracker.latest_message.get("metadata") or {}).get("profile"),
            "entities": [[entity["entity"], entity["value"]] for entity in tracker.latest_message["entities"]],
            "slots": tracker.current_slot_values(),
            "slots_of_domain": sorted(domain["slots"]),
        }


NAMES = (
    "action_answer",
    "action_give_country",
    "action_urgent",
    "action_hand_over",
    "action_choose_language",
    "action_rate_answer",
    "action_small_talk",
    "action_affirm",
    "action_deny",
    "action_data_request",
    "action_case_status",
    "action_none_of_these",
    "action_fall_back",
)


def _named(name: str) -> type[Mirror]:
    return type(name, (Mirror,), {"name": lambda self: name, "__module__": __name__})


# As attributes of the module, because the SDK's server pickles its actions for a worker process.
globals().update({name: _named(name) for name in NAMES})
