"""Numbers and addresses to get help at."""

from dataclasses import dataclass
from datetime import date

from helpline.domain.messages import ContactLine

# Kinds that can say what the rule is, as against those for an emergency.
OFFICES = ("labour_ministry", "helpline", "embassy", "iom")


@dataclass(frozen=True)
class Contact:
    id: str
    country: str
    position: int
    kind: str
    names: dict[str, str]
    hours: dict[str, str]
    phone: str
    url: str
    urgent_topics: tuple[str, ...]
    source: dict[str, str]
    confidence: str
    checked_on: date
    review_by: date

    @property
    def is_office(self) -> bool:
        return self.kind in OFFICES

    def is_current(self, today: date) -> bool:
        return today <= self.review_by

    def in_language(self, language: str) -> ContactLine:
        return ContactLine(
            name=self.names.get(language) or self.names["en"],
            phone=self.phone,
            url=self.url,
            hours=self.hours.get(language, ""),
        )
