"""The queue: its page, and what has changed on it since it was drawn."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from bot.console.console import Console, InjectedConsole, StaffRequest
from bot.console.paths import case_path, queue_path
from bot.console.rows import Row, RowWriter
from helpline.errors import NotFound
from helpline.storage.queue import MOST_ROWS, QueueCounts, QueueRow
from helpline.usecases.list_queue import ALL, FILTERS, list_changes, list_queue
from helpline.usecases.read_case import find_case

_MOST_KNOWN = 2 * MOST_ROWS
KnownNumbers = Annotated[list[str] | None, QueryParameter(name="known")]


@get("/", sync_to_thread=True)
def show_queue(
    request: StaffRequest, console: InjectedConsole, show: FromQuery[str] = ALL, missing: FromQuery[str] = ""
) -> Response[Any]:
    """`missing` is a number that was searched for in vain."""
    context = {**queue_context(console, request, show), "screen": None, "missing": missing[:20]}
    if request.headers.get("hx-target") == "queue":
        return console.page(request, "workspace.html#queue", **context)
    return console.page(request, "workspace.html", **context)


@get("/queue/live", sync_to_thread=True)
def show_queue_changes(
    request: StaffRequest,
    console: InjectedConsole,
    known: KnownNumbers = None,
    show: FromQuery[str] = ALL,
    opened: FromQuery[str] = "",
) -> Response[Any]:
    """Rows that are on the screen, as they are now, and how many have come in; the screen decides what to replace."""
    show = known_filter(show)
    changes = list_changes(console.database, request.user, show, (known or [])[:_MOST_KNOWN])
    return console.page(
        request,
        "queue_live.html",
        show=show,
        opened=opened,
        rows=write_rows(console, request, changes.rows),
        new_count=len(changes.new),
        new_is_urgent=any(row.priority == 0 for row in changes.new),
        **_counts(changes.counts),
        **paths_for(show),
    )


@get("/find", sync_to_thread=True)
def find(console: InjectedConsole, number: FromQuery[str] = "", show: FromQuery[str] = ALL) -> Response[Any]:
    """A person on the telephone knows their case's number, however it is typed."""
    plain = "".join(mark for mark in number.upper() if mark.isalnum())
    number = f"{plain[:3]}-{plain[3:]}"
    try:
        found = find_case(console.database, number)
    except NotFound:
        return Redirect("/console", query_params={"missing": number[:20]}, status_code=303)
    return Redirect(case_path(found.number, known_filter(show)), status_code=303)


def queue_context(console: Console, request: StaffRequest, show: str, opened: str = "") -> dict[str, Any]:
    """What the list needs, on the queue's page and beside a case."""
    show = known_filter(show)
    view = list_queue(console.database, request.user, show)
    return {
        "show": show,
        "opened": opened,
        "filters": [(name, queue_path(name), _filter_name(console, request, name)) for name in FILTERS],
        "rows": write_rows(console, request, view.rows),
        "is_cut": len(view.rows) >= MOST_ROWS,
        "missing": "",
        **_counts(view.counts),
        **paths_for(show),
    }


def write_rows(console: Console, request: StaffRequest, rows: tuple[QueueRow, ...]) -> list[Row]:
    writer = RowWriter(console.gateway.services, console.speech(request), request.user, datetime.now(UTC))
    return [writer.write(row) for row in rows]


def _counts(counts: QueueCounts) -> dict[str, int]:
    return {"waiting_count": counts.waiting, "urgent_count": counts.urgent, "mine_count": counts.mine}


def paths_for(show: str) -> dict[str, Any]:
    """How templates make addresses that keep the list as it is."""
    return {"queue_path": queue_path, "case_path": lambda number, action="": case_path(number, show, action)}


def known_filter(show: str) -> str:
    return show if show in FILTERS else ALL


def _filter_name(console: Console, request: StaffRequest, name: str) -> str:
    say = console.speech(request)
    return say.or_else(f"filter_{name}", "") or say.or_else(f"language_{name}", name)
