"""The person waits for staff: what they add goes to the case, and the bot says so once, without answering."""

from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.usecases.turn import Turn

_WAY_BACK = "back_to_bot"


def wait_in_queue(turn: Turn) -> Outcome:
    """A second message in a row is taken in silence: they know by then that it reaches the case."""
    understanding = Understanding(decided_by="queue")
    if [choice.value for choice in turn.offered] == [_WAY_BACK]:
        return Outcome(understanding=understanding)
    return Outcome((Reply("wording", "added_to_case", choices=(_WAY_BACK,)),), understanding=understanding)
