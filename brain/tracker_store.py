from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from brain.dialogue import MalformedDialogue, opened
from brain.logs import log
from brain.turn import current_turn


class RequestTrackerStore(TrackerStore):
    """Keeps nothing: the dialogue comes with the request and goes back with its answer."""

    def __init__(self, domain: Any, event_broker: Any = None, **unused: Any) -> None:
        super().__init__(domain, event_broker)
        self._event_types = {event.type_name: event for event in all_subclasses(Event)}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        try:
            return self._replayed(sender_id, opened(current_turn.get().dialogue))
        except (
            Exception
        ) as error:  # whatever it holds, a dialogue that cannot be replayed must not end the conversation
            log("dialogue_malformed", conversation=sender_id, error=type(error).__name__)
            return self._replayed(sender_id, opened({}))

    async def save(self, tracker: DialogueStateTracker) -> None:
        current_turn.get().tracker = tracker

    async def keys(self) -> Iterable[str]:
        return []

    def _replayed(self, sender_id: str, events: list[dict[str, Any]]) -> DialogueStateTracker:
        tracker = DialogueStateTracker(sender_id, self.domain.slots)
        for event in events:
            tracker.update(self._event(event))
        return tracker

    def _event(self, parameters: dict[str, Any]) -> Event:
        event_type = self._event_types.get(parameters["event"])
        if event_type is None:
            raise MalformedDialogue
        return event_type._from_parameters(parameters)
