"""Rasa's form that prepares a complaint, seen from the actions that interrupt it.

What is said in between is answered, and Rasa puts the open question again beneath; twice, then it lets go.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

from actions.response import wording
from helpline.domain.turns import Reply

FORM = "complaint_form"
QUESTIONS = ("complaint_since", "complaint_amount")
# After that the person plainly wants something else.
_MOST_ASKED_AGAIN = 2

Event = dict[str, Any]


def question_of(slot: str) -> Reply:
    return wording(slot, "leave_questions")


def ended() -> list[Event]:
    """Ends the form and forgets what was said in it."""
    forgotten = [SlotSet(name, None) for name in ("requested_slot", *QUESTIONS)]
    return [ActiveLoop(None), *forgotten, SlotSet("asked_again", 0)]


def interrupted(tracker: Tracker) -> list[Event]:
    """Events of an action that is no part of the form; none when no form is going on."""
    if (tracker.active_loop or {}).get("name") != FORM:
        return []
    times = int(tracker.slots.get("asked_again") or 0)
    return ended() if times >= _MOST_ASKED_AGAIN else [SlotSet("asked_again", times + 1)]
