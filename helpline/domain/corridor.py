"""Whose rules answer a person: those of the country of work, of the country of origin, or the general one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from helpline.domain.answers import GENERAL, Answer
from helpline.domain.countries import CountryNames
from helpline.domain.topics import Topic

DESTINATION, ORIGIN = "destination", "origin"
# In the order in which the parts of an answer are sent.
_PLACES = {
    DESTINATION: (DESTINATION,),
    "both": (DESTINATION, ORIGIN),
    ORIGIN: (ORIGIN, DESTINATION),
    "none": (),
}


@dataclass(frozen=True)
class Place:
    """A country and what it is to the person; `region` is a group of countries with rules of its own, such as EU."""

    kind: str
    country: str
    region: str = ""


@dataclass(frozen=True)
class Part:
    """One answer to send. `kind` says whose rule it is: destination, origin, or empty for the general one."""

    answer: Answer
    kind: str = ""


@dataclass(frozen=True)
class Selection:
    """The parts in order; the country whose rule we do not have, and the one whose rule is too old to send."""

    parts: tuple[Part, ...] = ()
    unchecked: str = ""
    outdated: str = ""

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(part.answer for part in self.parts)


def places_that_count(topic: Topic, country: str, origin: str, countries: CountryNames) -> list[Place]:
    """Those that the topic asks for and that are known, each country once."""
    known = {DESTINATION: country, ORIGIN: origin}
    found: dict[str, Place] = {}
    for kind in _PLACES.get(topic.country, ()):
        if code := known[kind]:
            found.setdefault(code, Place(kind, code, countries.region_of(code)))
    return list(found.values())


def role_of(topic: Topic, role: str) -> str:
    """Who asks about an employer's matter is answered as one."""
    return "employer" if topic.group == "employers" else role


def select_answers(
    candidates: Iterable[Answer], places: Sequence[Place], *, role: str, language: str, today: date
) -> Selection:
    """`candidates` are those of one topic, with those that are out of date: their country is named as such."""
    usable = [answer for answer in candidates if language in answer.translations]
    choice = _Choice(usable, role, today)
    parts: list[Part] = []
    unchecked, outdated = "", ""
    for place in places:
        found = choice.of_country(place.country) or (choice.of_country(place.region) if place.region else None)
        if found is None or found.country != place.country:
            # Who is told the rule of the destination hears nothing about the origin's absent one.
            unchecked = unchecked or ("" if parts else place.country)
        if found is not None and found.is_current(today):
            parts.append(Part(found, place.kind))
        elif found is not None:
            outdated = outdated or place.country
    general = choice.general()
    if general and (not parts or _is_first_outdated(places, outdated)):
        parts.insert(0, Part(general))
    return Selection(tuple(parts), "" if outdated else unchecked, outdated)


def _is_first_outdated(places: Sequence[Place], outdated: str) -> bool:
    return bool(places) and places[0].country == outdated


class _Choice:
    """Among answers that differ in audience and age: current before old, the own role's before one for both."""

    def __init__(self, usable: list[Answer], role: str, today: date) -> None:
        self._usable, self._role, self._today = usable, role or "worker", today
        suited = [answer for answer in usable if answer.suits(self._role)]
        self._suited = suited or [answer for answer in usable if answer.audience != "employer"] or usable

    def of_country(self, code: str) -> Answer | None:
        return min((a for a in self._suited if a.country == code), key=self._rank, default=None)

    def general(self) -> Answer | None:
        """Another role's general answer is better than none."""
        found = self.of_country(GENERAL)
        if found is None or not found.is_current(self._today):
            others = (a for a in self._usable if a.country == GENERAL and a.is_current(self._today))
            found = min(others, key=self._rank, default=None)
        return found

    def _rank(self, answer: Answer) -> tuple[bool, bool, bool]:
        return (not answer.is_current(self._today), answer.audience != self._role, answer.audience != "both")
