"""The frame around every action: reads the tracker, calls the rule in a thread, returns data."""

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.clarifying import clarify_or_hand_over
from actions.complaint_form import ended, interrupted
from actions.interposed import interposed
from actions.knowledge import Knowledge
from actions.response import Response
from actions.sector import with_sector
from actions.turn_view import TurnView, read_turn
from helpline.log import log_event


class ActionFailed(Exception):
    """Stands in for whatever went wrong: the server's error answer and log repeat an exception's text."""


class HelplineAction(Action, ABC):  # type: ignore[misc]  # the SDK has no types
    """Subclasses say their `action_name` and write `respond`, which changes nothing anywhere."""

    action_name = ""
    least_confidence = 0.4
    # Danger is not kept waiting by what a message might mean besides.
    takes_precedence = False
    # The form that prepares a complaint: part of it, or the end of it; everything else only interrupts it.
    belongs_to_form = False
    ends_form = False

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.faq = known.faq

    def name(self) -> str:
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            turn = read_turn(tracker.latest_message or {}, tracker.slots)
            response = await asyncio.to_thread(self.respond_if_sure, turn)
            response = with_sector(self.known, turn, response)
        except Exception as error:
            log_event("action_failed", action=self.action_name, error=type(error).__name__)
            raise ActionFailed(self.action_name) from None
        for payload in response.payloads():
            dispatcher.utter_message(json_message=payload)
        return [*(SlotSet(name, value) for name, value in response.slots.items()), *self._form_events(tracker)]

    def _form_events(self, tracker: Tracker) -> list[dict[str, Any]]:
        if self.belongs_to_form:
            return []
        return ended() if self.ends_form else interrupted(tracker)

    def respond_if_sure(self, turn: TurnView) -> Response:
        """Below the action's threshold the words were not understood, whatever intent came first."""
        if turn.is_choice or self.belongs_to_form:
            return self.respond(turn)
        confidence = turn.ranking[0][1] if turn.ranking else 0.0
        is_sure = confidence >= self.least_confidence
        if self.takes_precedence and is_sure:
            return self.respond(turn)
        turn = self.known.searched(turn)
        meant_otherwise = interposed(self.known, turn)
        if meant_otherwise is not None:
            return meant_otherwise
        return self.respond(turn) if is_sure else clarify_or_hand_over(turn)

    @abstractmethod
    def respond(self, turn: TurnView) -> Response: ...
