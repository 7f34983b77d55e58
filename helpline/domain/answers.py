"""FAQ entries: which one fits a person's countries and role, and until when it may be said as fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from helpline.domain.messages import Source

GENERAL = "general"
# How long after review_by an answer is still sent as fact.
GRACE = timedelta(days=30)


@dataclass(frozen=True)
class Translation:
    """`phrasings` are other ways in which people ask the question; both are searched."""

    question: str
    text: str
    short_text: str
    status: str
    reviewed_by: str = ""
    source_version: int = 1
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    id: str
    topic: str
    country: str
    audience: str
    sources: tuple[Source, ...]
    facts: tuple[str, ...]
    follow_ups: tuple[str, ...]
    checked_on: date
    review_by: date
    translations: dict[str, Translation]
    version: int = 1

    def is_current(self, today: date) -> bool:
        return today <= self.review_by + GRACE

    def suits(self, role: str) -> bool:
        """Whoever has not said that they are an employer is answered as a worker."""
        return self.audience == "both" or self.audience == (role or "worker")


@dataclass(frozen=True)
class Selection:
    """The answers to send, in order, and whether a country's rule was looked for and not found."""

    answers: tuple[Answer, ...]
    country_missing: bool = False


def select_answers(
    candidates: Iterable[Answer], *, country: str, origin: str, role: str, language: str, today: date
) -> Selection:
    """The country's answer, else the general one. `candidates` are those of one topic; none may be out of date."""
    usable = [a for a in candidates if language in a.translations and a.is_current(today)]
    suited = [a for a in usable if a.suits(role)] or [a for a in usable if a.audience != "employer"] or usable
    by_country = {a.country: a for a in sorted(suited, key=lambda a: a.audience == "both")}
    by_country.update({a.country: a for a in suited if a.audience == (role or "worker")})
    found = tuple(by_country[code] for code in dict.fromkeys((country, origin)) if code and code in by_country)
    if found:
        return Selection(found)
    general = by_country.get(GENERAL)
    return Selection((general,) if general else (), country_missing=bool(country))
