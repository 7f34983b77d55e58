"""Which countries a message names, and what they are to the person."""

from dataclasses import dataclass, replace

from actions.turn_view import TurnView
from helpline.domain.conversations import Profile
from helpline.domain.countries import CountryNames
from helpline.domain.effects import Effect


@dataclass(frozen=True)
class Places:
    """ISO codes; empty when not named."""

    country: str = ""
    origin: str = ""

    def __bool__(self) -> bool:
        return bool(self.country or self.origin)

    def effects(self) -> tuple[Effect, ...]:
        country = (Effect("set_country", {"country": self.country}),) if self.country else ()
        origin = (Effect("set_origin", {"country": self.origin}),) if self.origin else ()
        return country + origin

    def in_profile(self, profile: Profile) -> Profile:
        return replace(profile, country=self.country or profile.country, origin=self.origin or profile.origin)


def places_named(turn: TurnView, countries: CountryNames, *, asked: str = "") -> Places:
    """A country that is only a destination or only an origin is that; one that can be both is what was asked for."""
    named = [code for kind, words in turn.entities if kind == "country" if (code := countries.code_of(words))]
    from_there: set[str] = set()
    if not turn.is_choice:
        from_there = countries.origins(turn.text)
        denied = countries.denied(turn.text)
        named = [code for code in (*named, *countries.find(turn.text)) if code not in denied]
    found = Places()
    for code in dict.fromkeys(named):
        country = countries.by_code[code]
        is_home = asked == "origin" or code in from_there or bool(found.country)
        as_origin = not country.is_destination or (country.is_origin and is_home)
        if as_origin and not found.origin:
            found = replace(found, origin=code)
        elif not as_origin and not found.country:
            found = replace(found, country=code)
    return found
