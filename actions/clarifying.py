"""Not understood: once a clarification, then a person."""

from actions.response import Response, hand_over, wording
from actions.turn_view import TurnView


def clarify_or_hand_over(turn: TurnView) -> Response:
    if int(turn.slots.get("clarified") or 0) == 0:
        return Response((wording("clarify", "menu", "talk_to_human"),), slots={"clarified": 1, "offered": None})
    return Response(
        (wording("not_understood_handed_over"),),
        (hand_over("not_understood", "not_understood"),),
        {"clarified": 0, "offered": None},
    )
