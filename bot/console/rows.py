"""A row of the queue, as words."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.console.bidi import clean_name
from bot.console.names import Names
from bot.console.sentences import Speech
from bot.console.times import Moment, moment, span_in_words
from helpline.domain.cases import CaseState, Priority
from helpline.domain.people import Staff
from helpline.services import Services
from helpline.storage.queue import QueueRow


@dataclass(frozen=True)
class Row:
    """`version` differs when anything but the waiting time does, so that the page replaces a row only when it must."""

    number: str
    priority: str
    priority_name: str
    topic: str
    facts: tuple[str, ...]
    state: str
    holder: str
    is_mine: bool
    since: Moment | None
    waiting: str
    version: str = ""


class RowWriter:
    def __init__(self, services: Services, say: Speech, member: Staff, now: datetime) -> None:
        self._say, self._member, self._now = say, member, now
        self._names = Names(services, say)

    def write(self, row: QueueRow) -> Row:
        names, say = self._names, self._say
        facts = (
            names.country(row.country) or say("country_unknown"),
            names.language(row.language) if row.language else say("language_unknown"),
            names.channel(row.channel),
        )
        since = row.waits_since
        words = (say(f"priority_{_key(row.priority)}"), names.topic(row.topic, row.reason), self._holder(row))
        return Row(
            number=row.number,
            priority=_key(row.priority),
            priority_name=words[0],
            topic=words[1],
            facts=facts,
            state=row.state.value,
            holder=words[2],
            is_mine=row.state is CaseState.TAKEN and row.staff_id == self._member.id,
            since=moment(since) if since else None,
            waiting=span_in_words(say, since, self._now) if since else "",
            version=digest(*words, *facts, row.state, str(since)),
        )

    def _holder(self, row: QueueRow) -> str:
        if row.state is CaseState.WAITING:
            return ""
        if row.state is CaseState.CLOSED:
            return self._say("state_closed")
        return self._say("holder_you") if row.staff_id == self._member.id else clean_name(row.staff_name)


def digest(*parts: str) -> str:
    """Short, stable, and of no use for guessing what it was made of."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _key(priority: Priority) -> str:
    return priority.name.lower()
