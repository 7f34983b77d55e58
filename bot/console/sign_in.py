"""Signing in and out."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from bot.console import sessions
from bot.console.console import InjectedConsole, StaffRequest
from bot.console.paths import own_path
from helpline.errors import InvalidInput, TooManyAttempts
from helpline.log import log_event
from helpline.usecases import sign_in as accounts


@dataclass
class SignInForm:
    email: str = ""
    password: str = ""
    next: str = ""


SignInData = URLEncodedBody[SignInForm]


@get("/sign-in", sync_to_thread=False)
def sign_in_page(request: Request[Any, Any, Any], console: InjectedConsole) -> Response[Any]:
    if request.scope.get("user"):
        return Redirect("/console", status_code=303)
    wanted = own_path(request.query_params.get("next", ""))
    return console.page(request, "sign_in.html", next=wanted, email="", error="")


@post("/sign-in", sync_to_thread=True)
def sign_in(request: Request[Any, Any, Any], console: InjectedConsole, data: SignInData) -> Response[Any]:
    """A wrong address and a wrong password look the same from outside."""
    settings, database = console.gateway.settings, console.database
    try:
        client = sessions.client_address(request, settings)
        member, token = accounts.sign_in(database, data.email, data.password, client)
    except InvalidInput:
        return _again(request, console, data, 400, "sign_in_wrong")
    except TooManyAttempts as error:
        response = _again(request, console, data, 429, "sign_in_throttled", error.retry_after_seconds // 60)
        response.headers["Retry-After"] = str(error.retry_after_seconds)
        return response
    log_event("staff_signed_in", staff=member.id)
    _end_session(request, console)
    response = Redirect(own_path(data.next), status_code=303)
    response.set_cookie(sessions.session_cookie(settings, token))
    return response


@post("/sign-out", sync_to_thread=True)
def sign_out(request: StaffRequest, console: InjectedConsole) -> Response[Any]:
    _end_session(request, console)
    response = Redirect("/console/sign-in", status_code=303)
    response.set_cookie(sessions.expired_cookie(console.gateway.settings))
    return response


def _again(
    request: Request[Any, Any, Any], console: InjectedConsole, data: SignInForm, status: int, key: str, minutes: int = 0
) -> Response[Any]:
    error = console.speech(request)(key, minutes)
    wanted = own_path(data.next)
    return console.page(request, "sign_in.html", status_code=status, next=wanted, email=data.email, error=error)


def _end_session(request: Request[Any, Any, Any], console: InjectedConsole) -> None:
    """A session that is open in this browser does not outlive a new one."""
    token = sessions.token_in(request, console.gateway.settings)
    if token:
        accounts.sign_out(console.database, token)
