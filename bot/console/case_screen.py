"""A case's page, as words: head, conversation with what happened in between, the person, and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.console.bidi import clean_name
from bot.console.bubbles import Bubble, BubbleWriter
from bot.console.media_views import MediaWriter, views_version
from bot.console.names import Names
from bot.console.rows import digest
from bot.console.sentences import Speech
from bot.console.times import Moment, moment
from bot.console.window import WindowNote, window_note
from helpline.domain.cases import CaseState
from helpline.domain.languages import direction_of, served_or_default
from helpline.domain.people import Staff
from helpline.services import Services
from helpline.storage.case_pages import CaseEvent
from helpline.storage.linked_chats import LinkedChat
from helpline.usecases.read_case import CaseView

_IN_CONVERSATION = ("CaseOpened", "CaseRaised", "CaseTaken", "CaseReleased", "CaseClosed")


@dataclass(frozen=True)
class Happening:
    """A fact of the case's history in words."""

    id: int
    text: str
    at: Moment


@dataclass(frozen=True)
class LogItem:
    """Either a message or something that happened between messages."""

    bubble: Bubble | None = None
    happening: Happening | None = None


@dataclass(frozen=True)
class LinkedLine:
    """Another chat of the same person; `address` is masked, `number` is of its open case; both may be empty."""

    channel: str
    address: str
    number: str


@dataclass(frozen=True)
class CaseScreen:
    """`held_by` is you, other, nobody or closed; a version differs when its part of the page does."""

    number: str
    topic: str
    reason: str
    priority: str
    priority_name: str
    held_by: str
    state_name: str
    log: tuple[LogItem, ...]
    facts: tuple[tuple[str, str], ...]
    history: tuple[Happening, ...]
    linked: tuple[LinkedLine, ...]
    reply_language: str
    reply_language_name: str
    reply_direction: str
    warning: str
    window: WindowNote | None
    may_write: bool
    may_release: bool
    has_earlier: bool
    last_seq: int
    last_event: int
    head_version: str
    side_version: str
    composer_version: str


class CaseWriter:
    def __init__(self, services: Services, say: Speech, member: Staff, now: datetime) -> None:
        self._services, self._say, self._member, self._now = services, say, member, now
        self._names = Names(services, say)

    def write(self, view: CaseView) -> CaseScreen:
        case, say = view.case, self._say
        held_by, language = self._held_by(view), served_or_default(view.head.profile.language)
        happenings = [self._happening(event) for event in view.history]
        history = tuple(happening for happening in happenings if happening)
        window = window_note(say, view.head.window, self._now)
        linked = tuple(self._linked(chat) for chat in view.linked)
        state, warning, facts = self._state(view, held_by), self._warning(view), self._facts(view)
        return CaseScreen(
            number=case.number,
            topic=self._names.topic(case.topic, case.reason),
            reason=self._names.reason(case.reason),
            priority=case.priority.name.lower(),
            priority_name=say(f"priority_{case.priority.name.lower()}"),
            held_by=held_by,
            state_name=state,
            log=tuple(self._log(view)),
            facts=facts,
            history=history,
            linked=linked,
            reply_language=language,
            reply_language_name=self._names.language(language),
            reply_direction=direction_of(language),
            warning=warning,
            window=window,
            may_write=held_by == "you" and not view.head.is_stopped,
            may_release=held_by == "you" or (held_by == "other" and self._member.may_release_for_others),
            has_earlier=view.has_earlier,
            last_seq=max((message.seq for message in view.messages), default=0),
            last_event=max((event.id for event in view.history), default=0),
            head_version=digest(say.language, case.topic, case.reason, str(case.priority), state, warning),
            side_version=digest(say.language, repr(facts), repr(history), repr(linked)),
            composer_version=digest(
                say.language, held_by, state, language, str(view.head.stopped_at), window.version if window else ""
            ),
        )

    def _held_by(self, view: CaseView) -> str:
        if view.case.state is CaseState.TAKEN:
            return "you" if view.is_held_by(self._member) else "other"
        return "closed" if view.case.state is CaseState.CLOSED else "nobody"

    def _state(self, view: CaseView, held_by: str) -> str:
        name = clean_name(view.head.holder)
        return self._say(f"held_by_{held_by}", name=name) if held_by == "other" else self._say(f"held_by_{held_by}")

    def _facts(self, view: CaseView) -> tuple[tuple[str, str], ...]:
        """What is known of the person; what is not known says so."""
        profile, names, unknown = view.head.profile, self._names, self._say("not_known")
        return (
            (self._say("fact_country"), names.country(profile.country) or unknown),
            (self._say("fact_origin"), names.country(profile.origin) or unknown),
            (self._say("fact_sector"), names.sector(profile.sector) if profile.sector else unknown),
            (self._say("fact_role"), names.role(profile.role) if profile.role else unknown),
            (self._say("fact_language"), names.language(profile.language) if profile.language else unknown),
            (self._say("fact_channel"), names.channel(view.head.channel)),
            (self._say("fact_address"), self._say("no_number") if view.head.address == "web" else view.head.address),
            (self._say("fact_consent"), self._consent(view)),
        )

    def _linked(self, chat: LinkedChat) -> LinkedLine:
        address = "" if chat.address == "web" else chat.address
        return LinkedLine(self._names.channel(chat.channel), address, chat.case_number)

    def _consent(self, view: CaseView) -> str:
        allowed = [self._say(f"consent_{tier}") for tier in view.head.consent.tiers]
        return " · ".join(allowed[1:] or allowed)

    def _warning(self, view: CaseView) -> str:
        if view.head.stopped_at is not None:
            return self._say("person_stopped", date=moment(view.head.stopped_at).words)
        if view.head.is_unreachable:
            return self._say("person_unreachable")
        return ""

    def _log(self, view: CaseView) -> Iterator[LogItem]:
        """Messages, and what happened between them, in order; with earlier messages left out, their events too."""
        bubbles = self._with_media(
            view, BubbleWriter(self._services, self._say, view.head.address_country).write(view.messages)
        )
        said = zip(view.messages, bubbles, strict=True)
        items = [((message.created_at, 1, message.seq), LogItem(bubble=bubble)) for message, bubble in said]
        first = view.messages[0].created_at if view.messages and view.has_earlier else None
        for event in view.history:
            happening = self._happening(event) if event.name in _IN_CONVERSATION else None
            if happening and (first is None or event.at >= first):
                items.append(((event.at, 0, event.id), LogItem(happening=happening)))
        return (item for _, item in sorted(items, key=lambda pair: pair[0]))

    def _with_media(self, view: CaseView, bubbles: list[Bubble]) -> Iterator[Bubble]:
        writer = MediaWriter(self._say, self._member, self._services.media_largest_mb)
        for bubble in bubbles:
            views = writer.write(view.case.number, view.media.get(bubble.id, ()))
            yield replace(bubble, media=views, media_version=views_version(views)) if views else bubble

    def _happening(self, event: CaseEvent) -> Happening | None:
        """None for what a later version writes and this one has no words for."""
        key = f"event_{event.name}"
        if key not in self._say.sentences:
            return None
        topic = self._names.topic(str(event.details.get("topic", "")), str(event.details.get("reason", "")))
        text = self._say(key, name=clean_name(event.staff_name), topic=topic)
        return Happening(event.id, text, moment(event.at))
