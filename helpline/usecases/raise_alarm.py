"""Danger was recognised: emergency contacts at once, an urgent case, a person takes over. Rasa is not asked."""

from helpline.domain.conversations import Owner
from helpline.domain.countries import CountryNames
from helpline.domain.effects import Effect
from helpline.domain.safeguarding import Danger
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.turn import Turn


def raise_alarm(services: Services, turn: Turn, danger: Danger) -> Outcome:
    """While staff own the conversation only the case changes: the bot stays silent and staff see the alarm. Who tapped
    that they are in danger was promised numbers, and gets them."""
    is_silent = turn.conversation.owner is Owner.STAFF and not turn.choice
    replies = () if is_silent else (Reply("urgent", danger.topic),)
    alarm = Effect("open_case", {"topic": danger.topic, "reason": "danger", "priority": "urgent"})
    return Outcome(
        replies=replies,
        effects=(*place_of(services, turn), alarm),
        understanding=Understanding(topic=danger.topic, confidence=1.0, decided_by="safeguarding"),
    )


def place_of(services: Services, turn: Turn) -> tuple[Effect, ...]:
    """Where the person says they are: whose emergency numbers they need."""
    intent, _, tapped = (turn.choice or "").partition(":")
    named = [tapped] if intent == "give_country" else [] if turn.choice else _named_in(services.countries, turn)
    here = [code for code in named if code in services.countries.by_code]
    return (Effect("set_country", {"country": here[0]}),) if here else ()


def _named_in(countries: CountryNames, turn: Turn) -> list[str]:
    """Without the country that somebody comes from or whose embassy they look for: its numbers would be the wrong ones.

    A country where people only come from does not displace the one where the person is known to be.
    """
    elsewhere = countries.denied(turn.text) | countries.origins(turn.text)
    named = [code for code in countries.find(turn.text) if code not in elsewhere]
    of_work = [code for code in named if countries.by_code[code].is_destination]
    return of_work or ([] if turn.conversation.profile.country else named)
