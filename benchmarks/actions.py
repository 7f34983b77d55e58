"""Every action of the domain answers with an answer of usual length: the stock SDK server of the benchmark."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from tests.processes import ROOT

REPLY = {
    "kind": "answer",
    "name": "passport_retention.QA",
    "params": {},
    "choices": ["complaint_channels", "leave_country"],
}
NAMES = tuple(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"])


class Answering(Action, ABC):  # type: ignore[misc]
    @abstractmethod
    def name(self) -> str: ...

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(json_message={"reply": REPLY})
        dispatcher.utter_message(json_message={"effect": {"type": "answer_given", "answer": REPLY["name"]}})
        return [SlotSet("last_topic", tracker.latest_message["intent"]["name"]), SlotSet("clarified", 0)]


# As attributes of the module, because the SDK's server pickles its actions for a worker process.
globals().update(
    {name: type(name, (Answering,), {"name": lambda self, name=name: name, "__module__": __name__}) for name in NAMES}
)
