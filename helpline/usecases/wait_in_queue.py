"""The person waits for staff: what they add goes to the case, and the bot says so without answering."""

from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.usecases.turn import Turn


def wait_in_queue(turn: Turn) -> Outcome:
    return Outcome(
        replies=(Reply("wording", "added_to_case", choices=("back_to_bot",)),),
        understanding=Understanding(decided_by="queue"),
    )
