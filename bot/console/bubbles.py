"""Messages of a conversation as staff see them: who said it, what was understood of it, and whether it arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.directions import left_to_right_parts
from bot.console.bidi import clean_name
from bot.console.media_views import MediaView
from bot.console.names import Names
from bot.console.rows import digest
from bot.console.sentences import Speech
from bot.console.times import Moment, moment
from helpline.domain.languages import direction_of
from helpline.domain.messages import OutgoingMessage, Source
from helpline.services import Services
from helpline.storage.messages import StoredMessage


@dataclass(frozen=True)
class Guess:
    topic: str
    percent: int


@dataclass(frozen=True)
class Understood:
    """What was understood of a person's message, in one line and with what else it might have been."""

    summary: str
    guesses: tuple[Guess, ...]
    decided_by: str


@dataclass(frozen=True)
class Bubble:
    """`kind` is person, bot, staff, suggestion or note. `text` is hostile input: templates escape it, always."""

    id: str
    seq: int
    kind: str
    author: str
    text: str
    language: str
    language_name: str
    direction: str
    at: Moment
    extras: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    answer: str = ""
    is_urgent: bool = False
    understood: Understood | None = None
    delivery: str = ""
    delivery_name: str = ""
    version: str = ""
    media: tuple[MediaView, ...] = ()
    media_version: str = ""

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text; what runs from left to right in every language is apart."""
        return left_to_right_parts(self.text)


class BubbleWriter:
    def __init__(self, services: Services, say: Speech, country: str = "") -> None:
        """`country` is the number's, by which SMS are paid."""
        self._say, self._names, self._wording = say, Names(services, say), services.wording
        self._prices, self._country = services.sms_prices, country

    def write(self, messages: Sequence[StoredMessage]) -> list[Bubble]:
        offered = {message.seq: message.body.get("choices") or () for message in messages if message.author != "person"}
        return [
            self._heard(message, offered) if message.author == "person" else self._said(message) for message in messages
        ]

    def _heard(self, message: StoredMessage, offered: Mapping[int, Sequence[Mapping[str, str]]]) -> Bubble:
        """A person's message; people mix languages, so its direction follows from its letters."""
        body = message.body
        never_fetched = (media for media in body.get("media") or () if "reference" in media)  # by an earlier version
        kinds = [self._names_of_media(str(media.get("kind", ""))) for media in never_fetched]
        tapped = self._tapped(str(body.get("choice") or ""), offered)
        understood = self._understood(message.understanding or {})
        return Bubble(
            id=message.id,
            seq=message.seq,
            kind="person",
            author=self._say("author_person"),
            text=self._say("text_purged") if body.get("is_purged") else str(body.get("text") or ""),
            language=message.language,
            language_name=self._names.language(message.language) if message.language else "",
            direction="auto",
            at=moment(message.created_at),
            extras=(*self._marks(tapped, is_edit=bool(body.get("edits"))), *kinds),
            understood=understood,
            version=digest(message.language, repr(understood)),
        )

    def _marks(self, tapped: str, *, is_edit: bool) -> list[str]:
        edited = [self._say("message_edited")] if is_edit else []
        return [*edited, *([self._say("tapped", choice=tapped)] if tapped else ())]

    def _said(self, message: StoredMessage) -> Bubble:
        body = OutgoingMessage.from_data(message.body)
        kind = _kind(message)
        choices = " · ".join(choice.label for choice in body.choices)
        delivery = message.delivery if message.visible_to_person else ""
        answer = body.answer
        return Bubble(
            id=message.id,
            seq=message.seq,
            kind=kind,
            author=clean_name(message.staff_name) if message.staff_name else self._say(f"author_{kind}"),
            text=self._say("text_purged") if message.body.get("is_purged") else self._text(body),
            language=body.language,
            language_name=self._names.language(body.language),
            direction=direction_of(body.language),
            at=moment(message.created_at),
            extras=(
                *([self._say("choices_offered", choices=choices)] if choices else ()),
                *self._paid(message.segments),
            ),
            contacts=tuple((contact.name, contact.phone or contact.url) for contact in body.contacts),
            sources=tuple(source for source in answer.sources if _is_web(source)) if answer else (),
            answer=self._answer(answer.topic, answer.country, answer.checked_on.isoformat()) if answer else "",
            is_urgent=body.urgent,
            delivery=delivery,
            delivery_name=self._say.or_else(f"delivery_{delivery}", delivery) if delivery else "",
            version=digest(delivery, str(message.segments)),
        )

    def _text(self, body: OutgoingMessage) -> str:
        """Of a template what it comes to on the phone."""
        if not body.template:
            return body.text
        name = self._wording.say(body.language, "our_name")
        return self._wording.say(body.language, f"template_{body.template}", name=name)

    def _answer(self, topic: str, country: str, checked_on: str) -> str:
        place = self._say("general_rule") if country == "general" else self._names.country(country)
        return self._say("answer_given", topic=self._names.topic(topic), country=place, date=checked_on)

    def _understood(self, data: Mapping[str, Any]) -> Understood | None:
        """Rules are sure of what they recognise; only the model has a confidence."""
        decided_by, topic = str(data.get("decided_by") or ""), str(data.get("topic") or "")
        if not decided_by:
            return None
        explained = self._say.or_else(f"decided_by_{decided_by}", decided_by)
        if decided_by != "brain":
            summary = self._say("recognised", topic=self._names.topic(topic)) if topic else explained
            return Understood(summary, (), explained if topic else "")
        ranking = [(str(name), float(confidence)) for name, confidence in data.get("ranking") or ()]
        pairs = [(topic, float(data.get("confidence") or 0.0)), *(pair for pair in ranking if pair[0] != topic)]
        guesses = tuple(Guess(self._names.topic(name), round(confidence * 100)) for name, confidence in pairs[:4])
        summary = self._say("understood", topic=guesses[0].topic, percent=f"{guesses[0].percent}%")
        return Understood(summary, guesses, explained)

    def _paid(self, segments: int) -> list[str]:
        """How many SMS it was sent as, and what that cost where the price is known."""
        if not segments:
            return []
        cost = self._prices.cost(self._country, segments)
        if cost is None:
            return [self._say("sms_segments", number=str(segments))]
        return [self._say("sms_segments_cost", number=str(segments), cost=f"{cost:.4f} {self._prices.currency}")]

    def _tapped(self, choice: str, offered: Mapping[int, Sequence[Mapping[str, str]]]) -> str:
        """A value, or `seq:index`: the place of the choice in an earlier message."""
        seq, _, index = choice.partition(":")
        if seq.isdecimal() and index.isdecimal():
            choices = offered.get(int(seq), ())
            return str(choices[int(index)]["label"]) if int(index) < len(choices) else ""
        return self._names.choice(choice) if choice else ""

    def _names_of_media(self, kind: str) -> str:
        return self._say.or_else(f"media_{kind}", self._say("media_other"))


def _is_web(source: Source) -> bool:
    """Editors write addresses; nothing but a web page becomes a link."""
    return source.url.startswith(("https://", "http://"))


def _kind(message: StoredMessage) -> str:
    if message.visible_to_person:
        return "staff" if message.author == "staff" else "bot"
    return "note" if message.author == "staff" else "suggestion"
