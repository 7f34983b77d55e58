"""The person waits for staff: what they add goes to the case, and the bot says so once, without answering."""

from helpline.domain.effects import Effect
from helpline.domain.media import wording_for
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.raise_alarm import place_of
from helpline.usecases.turn import Turn

_WAY_BACK, _COUNTRY = "back_to_bot", "give_country:"


def wait_in_queue(services: Services, turn: Turn) -> Outcome:
    """A second message in a row is taken in silence: they know by then that it reaches the case. Whoever is in danger
    and says where gets the numbers of that country."""
    if turn.has_media and not turn.text.strip():
        return _add_media(turn)
    place = place_of(services, turn)
    numbers = _numbers_of(place)
    offered = [choice.value for choice in turn.menus.present]
    # In danger the countries are still to be chosen from: "1" must not mean something else all of a sudden.
    asked = () if place else tuple(value for value in offered if value.startswith(_COUNTRY))
    knows_already = offered[-1:] == [_WAY_BACK]
    added = () if knows_already else (Reply("wording", "added_to_case", choices=(*asked, _WAY_BACK)),)
    return Outcome((*numbers, *added), place, Understanding(decided_by="queue"))


def is_asked_for_country(turn: Turn) -> bool:
    return any(choice.value.startswith(_COUNTRY) for choice in turn.menus.present)


def give_numbers(services: Services, turn: Turn) -> Outcome:
    """Staff have the conversation, and the bot is silent, but for what it had promised: who was asked in danger where
    they are, and says it, gets the numbers."""
    is_answer = (turn.choice or "").startswith(_COUNTRY) or not turn.conversation.profile.country
    place = place_of(services, turn) if is_answer else ()
    return Outcome(_numbers_of(place), place)


def _numbers_of(place: tuple[Effect, ...]) -> tuple[Reply, ...]:
    """The composer gives them to nobody but who has an urgent case."""
    return tuple(Reply("emergency_contacts", effect["country"]) for effect in place)


def _add_media(turn: Turn) -> Outcome:
    """A place where somebody in danger is goes to the case like everything else: who has it sees it there."""
    if turn.media.was_told or turn.media.is_of_album:
        return Outcome(understanding=Understanding(decided_by="queue"))
    told = Reply("wording", wording_for(list(turn.media.kinds)), choices=(_WAY_BACK,))
    return Outcome((told,), (Effect("media_told"),), Understanding(decided_by="queue"))
