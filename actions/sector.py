"""The kind of work that a message names is remembered, for staff: domestic work has other laws than a building site."""

from dataclasses import replace

from actions.knowledge import Knowledge
from actions.response import Response
from actions.turn_view import TurnView
from helpline.domain.effects import Effect
from helpline.domain.roles import EMPLOYER


def with_sector(known: Knowledge, turn: TurnView, response: Response) -> Response:
    """An employer who says "my driver" does not drive."""
    if turn.is_choice or EMPLOYER in (turn.profile.role, known.roles.named(turn.text)):
        return response
    sector = known.sectors.of(turn.entity("sector"))
    if not sector or sector == turn.profile.sector:
        return response
    return replace(response, effects=(*response.effects, Effect("set_sector", {"sector": sector})))
