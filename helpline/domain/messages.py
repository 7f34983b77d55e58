"""What comes in from any channel and what goes out to any channel."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from helpline.domain.media import CONTACT, FILES


@dataclass(frozen=True)
class Media:
    """Something sent that is not text; kinds are those of `helpline.domain.media`. `reference` is the provider's id or
    address of a file, a place's latitude and longitude, or a contact's number. `content_type` is what the provider
    says; `name` a file's or a contact's."""

    kind: str
    reference: str
    content_type: str = ""
    name: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it has to be fetched. Contacts come as numbers or as files, by channel."""
        return self.kind in FILES or (self.kind == CONTACT and bool(self.content_type))


@dataclass(frozen=True)
class IncomingMessage:
    """A message as a channel read it. `provider_id` is unique on its channel; `choice` is an offered value or a
    `seq:index` reference to one; `language_hint` is the client's language tag, a prior and never a decision;
    `is_answered` says that the provider has answered this command word itself; messages of one `album` were sent in one
    go. `reference` is what the provider calls the message when the person changes it; `edits` is that name of the
    message which this one replaces."""

    channel: str
    provider_id: str
    address: str
    text: str = ""
    choice: str | None = None
    media: tuple[Media, ...] = ()
    language_hint: str = ""
    is_answered: bool = False
    album: str = ""
    reference: str = field(default="", compare=False)
    edits: str = ""

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Choice:
    """A tap, or a numbered line where nothing can be tapped. `value` is `<intent>` or `<intent>:<argument>`."""

    label: str
    value: str


@dataclass(frozen=True)
class Source:
    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class AnswerReference:
    """Which answer was given, as people and evaluations see it."""

    id: str
    topic: str
    country: str
    sources: tuple[Source, ...]
    checked_on: date


@dataclass(frozen=True)
class ContactLine:
    """A number or address to get help at; `phone` is a short code or E.164, possibly empty."""

    name: str
    phone: str = ""
    url: str = ""
    hours: str = ""


@dataclass(frozen=True)
class OutgoingMessage:
    """A message to a person, before a channel renders it. `short_text` stands in where characters cost money;
    `template` names a text that the provider knows and approved, and `first_number` is the number of the first choice
    where several messages offer choices together. `has_more`: on SMS, where the whole answer comes when asked for."""

    text: str
    language: str
    short_text: str = ""
    choices: tuple[Choice, ...] = ()
    answer: AnswerReference | None = None
    contacts: tuple[ContactLine, ...] = ()
    urgent: bool = False
    author_name: str = field(default="")
    template: str = ""
    first_number: int = 1
    has_more: bool = False

    def to_data(self) -> dict[str, Any]:
        data = asdict(self)
        if self.answer:
            data["answer"]["checked_on"] = self.answer.checked_on.isoformat()
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "OutgoingMessage":
        answer = data.get("answer")
        return cls(
            text=data["text"],
            language=data["language"],
            short_text=data.get("short_text", ""),
            choices=tuple(Choice(**choice) for choice in data.get("choices", ())),
            contacts=tuple(ContactLine(**contact) for contact in data.get("contacts", ())),
            answer=answer_reference_from_data(answer) if answer else None,
            urgent=bool(data.get("urgent")),
            author_name=data.get("author_name", ""),
            template=data.get("template", ""),
            first_number=data.get("first_number", 1),
            has_more=bool(data.get("has_more")),
        )


def answer_reference_from_data(data: dict[str, Any]) -> AnswerReference:
    return AnswerReference(
        id=data["id"],
        topic=data["topic"],
        country=data["country"],
        sources=tuple(Source(**source) for source in data["sources"]),
        checked_on=date.fromisoformat(data["checked_on"]),
    )
