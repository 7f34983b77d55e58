from __future__ import annotations

from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.version import __version__

from brain.turn import ActionFailure, current_turn


class ActionFailed(Exception):
    """Rasa goes on as if the action had done nothing; the turn remembers that it failed."""


class UnknownSlot(Exception):
    """An action sets a slot that domain.yml does not have."""


class TurnAction(RemoteAction):
    """A custom action that goes through the turn's action server."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        turn = current_turn.get()
        try:
            result = await turn.action_server.run(self._call(tracker))
            uttered = await self._utter_responses(result.get("responses") or [], output_channel, nlg, tracker)
            return [*uttered, *_events_of(result, tracker)]
        except ActionExecutionRejection:
            raise
        except Exception as error:  # a failure of any kind is the turn's failure, and its message stays here
            turn.failures.append(ActionFailure(self.name(), type(error).__name__))
            raise ActionFailed from None

    def _call(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": tracker.current_state(EventVerbosity.ALL),
            "version": __version__,
        }


def _events_of(result: dict[str, Any], tracker: DialogueStateTracker) -> list[Event]:
    """Rasa would only log a slot that the domain lacks, and forget its value."""
    events = deserialise_events(result.get("events") or [])
    if any(isinstance(event, SlotSet) and event.key not in tracker.slots for event in events):
        raise UnknownSlot
    return events


def install() -> None:
    """From now on Rasa's own lookup of actions finds this class."""
    rasa.core.actions.action.RemoteAction = TurnAction
