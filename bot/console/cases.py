"""A case: its page, and what has changed on it since it was drawn."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from bot.console.case_screen import CaseScreen, CaseWriter, LogItem
from bot.console.console import Console, InjectedConsole, StaffRequest
from bot.console.queue import known_filter, paths_for, queue_context
from helpline.usecases.list_queue import ALL
from helpline.usecases.read_case import read_case

# So many of the last messages may still change: delivery, and what was understood.
_STILL_CHANGING = 30


@get("/cases/{number:str}", sync_to_thread=True)
def show_case(
    request: StaffRequest,
    console: InjectedConsole,
    number: FromPath[str],
    show: FromQuery[str] = ALL,
    whole: FromQuery[bool] = False,
    use: FromQuery[str] = "",
) -> Response[Any]:
    """`use` is the id of a suggestion whose text is put into the reply field; `whole` shows earlier messages too."""
    screen = read_screen(console, request, number, whole=whole)
    return case_page(console, request, screen, show, draft=_suggestion(screen, use))


@get("/cases/{number:str}/live", sync_to_thread=True)
def show_case_changes(
    request: StaffRequest,
    console: InjectedConsole,
    number: FromPath[str],
    after: FromQuery[int] = 0,
    event: FromQuery[int] = 0,
    show: FromQuery[str] = ALL,
) -> Response[Any]:
    """`after` and `event` are the last message and the last event on the screen."""
    screen = read_screen(console, request, number)
    return case_changes(console, request, screen, show, after=after, event=event)


def read_screen(console: Console, request: StaffRequest, number: str, *, whole: bool = False) -> CaseScreen:
    view = read_case(console.database, number, whole=whole)
    writer = CaseWriter(console.gateway.services, console.speech(request), request.user, datetime.now(UTC))
    return writer.write(view)


def case_page(
    console: Console,
    request: StaffRequest,
    screen: CaseScreen,
    show: str,
    *,
    draft: str = "",
    notice: str = "",
    status_code: int = 200,
) -> Response[Any]:
    """The whole page, or the case alone for a list that stays where it is."""
    context = {
        **queue_context(console, request, show, opened=screen.number),
        "screen": screen,
        "draft": draft,
        "notice": notice,
        "reply_id": str(uuid.uuid4()),
    }
    piece = "#case" if request.headers.get("hx-target") == "case" else ""
    return console.page(request, f"workspace.html{piece}", status_code=status_code, **context)


def case_changes(
    console: Console,
    request: StaffRequest,
    screen: CaseScreen,
    show: str,
    *,
    after: int,
    event: int,
    draft: str = "",
    notice: str = "",
    is_sent: bool = False,
    status_code: int = 200,
) -> Response[Any]:
    """Pieces of a case's page for HTMX to put in place; the page leaves alone what it already shows."""
    return console.page(
        request,
        "case_live.html",
        status_code=status_code,
        **paths_for(known_filter(show)),
        show=known_filter(show),
        screen=screen,
        new_items=[item for item in screen.log if _is_new(item, after, event)],
        changing=[item.bubble for item in _last(screen.log) if item.bubble and item.bubble.seq <= after],
        draft=draft,
        notice=notice,
        is_sent=is_sent,
        reply_id=str(uuid.uuid4()),
    )


def _is_new(item: LogItem, after: int, event: int) -> bool:
    if item.bubble:
        return item.bubble.seq > after
    return item.happening is not None and item.happening.id > event


def _last(log: Sequence[LogItem]) -> Sequence[LogItem]:
    return log[-_STILL_CHANGING:]


def _suggestion(screen: CaseScreen, message_id: str) -> str:
    found = (item.bubble for item in screen.log if item.bubble and item.bubble.kind == "suggestion")
    return next((bubble.text for bubble in found if bubble.id == message_id), "")
