"""FAQ entries: what belongs to one, and until when it may be said as fact."""

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

    @property
    def is_general(self) -> bool:
        return self.country == GENERAL

    def is_current(self, today: date) -> bool:
        return today <= self.review_by + GRACE

    def is_due(self, today: date) -> bool:
        """Staff have to compare it with its sources again."""
        return today > self.review_by

    @property
    def source_version(self) -> int:
        """Whoever changes the meaning raises the number in the language they write; the other languages follow."""
        return max((each.source_version for each in self.translations.values()), default=1)

    def translations_behind(self) -> list[str]:
        return [code for code, each in self.translations.items() if each.source_version < self.source_version]

    def suits(self, role: str) -> bool:
        """Whoever has not said that they are an employer is answered as a worker."""
        return self.audience == "both" or self.audience == (role or "worker")
