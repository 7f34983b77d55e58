"""What staff do with a case. Without HTMX each action answers with a redirect to the case's page."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Response, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect

from bot.console.case_screen import CaseScreen
from bot.console.cases import case_changes, case_page, read_screen
from bot.console.console import Console, InjectedConsole, StaffRequest
from bot.console.paths import case_path
from helpline.domain.cases import Case
from helpline.domain.people import Staff
from helpline.errors import Conflict, InvalidInput
from helpline.services import Services
from helpline.usecases.close_case import JustWritten, close_case
from helpline.usecases.list_queue import ALL
from helpline.usecases.read_case import find_case
from helpline.usecases.release_case import release_case
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case

Action = Callable[[Services, str, Staff], Case]


@dataclass
class ReplyForm:
    """`reply_id` is made with the form: sent twice, it is one message. `after` and `event` as in cases.py."""

    text: str = ""
    reply_id: str = ""
    after: int = 0
    event: int = 0


ReplyData = URLEncodedBody[ReplyForm]


@dataclass
class CloseForm:
    """What stood on the page: `seen` when it was drawn, `after` as live changes kept it. None from other programs."""

    seen: int | None = None
    after: int | None = None

    @property
    def last_seen(self) -> int | None:
        return max(self.seen or 0, self.after or 0) if self.seen is not None or self.after is not None else None


CloseData = URLEncodedBody[CloseForm]


@post("/cases/{number:str}/take", sync_to_thread=True)
def take(
    request: StaffRequest, console: InjectedConsole, number: FromPath[str], show: FromQuery[str] = ALL
) -> Response[Any]:
    return _change(console, request, number, show, take_case)


@post("/cases/{number:str}/release", sync_to_thread=True)
def release(
    request: StaffRequest, console: InjectedConsole, number: FromPath[str], show: FromQuery[str] = ALL
) -> Response[Any]:
    return _change(console, request, number, show, release_case)


@post("/cases/{number:str}/close", sync_to_thread=True)
def close(
    request: StaffRequest, console: InjectedConsole, number: FromPath[str], data: CloseData, show: FromQuery[str] = ALL
) -> Response[Any]:
    return _change(console, request, number, show, partial(close_case, seen=data.last_seen))


@post("/cases/{number:str}/reply", sync_to_thread=True)
def reply(
    request: StaffRequest, console: InjectedConsole, number: FromPath[str], data: ReplyData, show: FromQuery[str] = ALL
) -> Response[Any]:
    """What was typed comes back with every refusal."""
    status, notice = 200, ""
    try:
        case = find_case(console.database, number)
        text = data.text.replace("\r\n", "\n").replace("\x00", "")
        reply_to_person(console.gateway.services, case.id, request.user, text, client_id=_client_id(data.reply_id))
    except (Conflict, InvalidInput) as error:
        status, notice = (409 if isinstance(error, Conflict) else 400), "reply_refused"
    if not notice and not _is_htmx(request):
        return Redirect(case_path(number, show) + "#composer", status_code=303)
    screen = read_screen(console, request, number)
    words = _reason(console, request, screen, "reply_refused") if notice else ""
    draft = data.text if notice else ""
    if not _is_htmx(request):
        return case_page(console, request, screen, show, draft=draft, notice=words, status_code=status)
    position = {"after": data.after, "event": data.event}
    return case_changes(
        console, request, screen, show, draft=draft, notice=words, is_sent=not notice, status_code=status, **position
    )


def _change(console: Console, request: StaffRequest, number: str, show: str, action: Action) -> Response[Any]:
    """Takes, gives back or closes. Who was too late sees the case as it is now, and why."""
    try:
        action(console.gateway.services, find_case(console.database, number).id, request.user)
    except Conflict as error:
        screen = read_screen(console, request, number)
        is_news = isinstance(error, JustWritten)
        say = console.speech(request)
        notice = say("just_written") if is_news else _reason(console, request, screen, "change_refused")
        return case_page(console, request, screen, show, notice=notice, status_code=409)
    if _is_htmx(request):
        return case_page(console, request, read_screen(console, request, number), show)
    return Redirect(case_path(number, show), status_code=303)


def _reason(console: Console, request: StaffRequest, screen: CaseScreen, key: str) -> str:
    """Why it was refused, from the state of the case, in the staff member's language."""
    say = console.speech(request)
    if screen.held_by == "you":
        return screen.warning or say(f"{key}_input")
    return f"{screen.state_name}. {say(key)}"


def _client_id(sent: str) -> str:
    """Raises InvalidInput: the id goes into the case's history, where nothing may stand that somebody wrote."""
    try:
        return str(uuid.UUID(sent)) if sent else ""
    except ValueError:
        raise InvalidInput("`reply_id` must be a UUID.") from None


def _is_htmx(request: StaffRequest) -> bool:
    return request.headers.get("hx-request") == "true"
