"""Tells an open page, as server-sent events, that the queue or its case has changed; the page then fetches it."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from litestar import get
from litestar.params import FromQuery
from litestar.response import ServerSentEvent, ServerSentEventMessage

from bot.console.console import InjectedConsole, StaffRequest
from bot.console.sessions import find_session
from bot.live import watch
from helpline.errors import NotFound
from helpline.storage.case_pages import case_mark, queue_mark
from helpline.storage.database import Database
from helpline.usecases.read_case import find_case

HEARTBEAT_SECONDS = 15.0
# Changes that come together are told together.
_REST_SECONDS = 0.5


@dataclass(frozen=True)
class Marks:
    """They differ when the queue or the case looks different."""

    is_signed_in: bool
    queue: str
    case: str


@get("/events")
async def events(request: StaffRequest, console: InjectedConsole, case: FromQuery[str] = "") -> ServerSentEvent:
    """`case` is the number of the case that the page shows, if any."""
    conversation_id = await asyncio.to_thread(_conversation_of, console.database, case) if case else ""
    return ServerSentEvent(changes(console.database, request.auth.token, conversation_id))


async def changes(
    database: Database, token: str, conversation_id: str, *, heartbeat: float = HEARTBEAT_SECONDS
) -> AsyncGenerator[ServerSentEventMessage, None]:
    """`ready` tells the page to look once itself: something may have happened since it was drawn."""
    async with watch(database.bell, _is_relevant) as bell:
        before = await asyncio.to_thread(_look, database, token, conversation_id)
        yield ServerSentEventMessage(event="ready", data="", retry=3000)
        while True:
            has_rung = await bell.wait(heartbeat)
            now = await asyncio.to_thread(_look, database, token, conversation_id)
            if not now.is_signed_in:
                yield ServerSentEventMessage(event="signed-out", data="")
                return
            for name in ("queue", "case"):
                if getattr(now, name) != getattr(before, name):
                    yield ServerSentEventMessage(event=name, data="")
            if not has_rung:
                yield ServerSentEventMessage(data=None, comment="still here")
            before = now
            await asyncio.sleep(_REST_SECONDS)


def _is_relevant(subject: str) -> bool:
    """Who wrote last shows in the queue too."""
    return subject == "cases" or subject.startswith("conversation:")


def _look(database: Database, token: str, conversation_id: str) -> Marks:
    session = find_session(database, token, keeps_alive=False)
    may_look = session is not None and session.staff.may_see_cases
    with database.read() as tx:
        return Marks(may_look, queue_mark(tx), case_mark(tx, conversation_id) if conversation_id else "")


def _conversation_of(database: Database, number: str) -> str:
    try:
        return find_case(database, number).conversation_id
    except NotFound:
        return ""
