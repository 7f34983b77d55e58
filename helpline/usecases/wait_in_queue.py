"""The person waits for staff: what they add goes to the case, and the bot says so once, without answering."""

from helpline.domain.effects import Effect
from helpline.domain.media import wording_for
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.raise_alarm import place_of
from helpline.usecases.turn import Turn

_WAY_BACK = "back_to_bot"


def wait_in_queue(services: Services, turn: Turn) -> Outcome:
    """A second message in a row is taken in silence: they know by then that it reaches the case. Whoever is in danger
    and says where gets the numbers of that country."""
    if turn.has_media and not turn.text.strip():
        return _add_media(turn)
    place = place_of(services, turn)
    numbers = tuple(Reply("emergency_contacts", effect["country"]) for effect in place)
    knows_already = [choice.value for choice in turn.menus.present] == [_WAY_BACK]
    added = () if knows_already else (Reply("wording", "added_to_case", choices=(_WAY_BACK,)),)
    return Outcome((*numbers, *added), place, Understanding(decided_by="queue"))


def _add_media(turn: Turn) -> Outcome:
    """A place where somebody in danger is goes to the case like everything else: who has it sees it there."""
    if turn.media.was_told or turn.media.is_of_album:
        return Outcome(understanding=Understanding(decided_by="queue"))
    told = Reply("wording", wording_for(list(turn.media.kinds)), choices=(_WAY_BACK,))
    return Outcome((told,), (Effect("media_told"),), Understanding(decided_by="queue"))
