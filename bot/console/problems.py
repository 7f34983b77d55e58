"""Errors as pages: what was not done, and how to go on. Scripts and live updates get the status alone."""

from collections.abc import Callable
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect

from bot import problems
from bot.console.console import Console
from bot.security import IN_BACKGROUND, SAFE_METHODS, RoleNotEnough
from helpline.errors import HelplineError

AnyRequest = Request[Any, Any, Any]
Handler = Callable[[AnyRequest, Any], Response[Any]]
_EXPLAINED = (400, 403, 404, 405, 413, 429)


def handle_helpline_error(console: Console) -> Handler:
    def handle(request: AnyRequest, error: HelplineError) -> Response[Any]:
        return _page(console, request, problems.handle_helpline_error(request, error).status_code)

    return handle


def handle_http_error(console: Console) -> Handler:
    def handle(request: AnyRequest, error: HTTPException) -> Response[Any]:
        if isinstance(error, NotAuthorizedException):
            return _to_sign_in(request)
        key = "problem_role" if isinstance(error, RoleNotEnough) else ""
        return _page(console, request, error.status_code, key)

    return handle


def handle_unexpected_error(console: Console) -> Handler:
    def handle(request: AnyRequest, error: Exception) -> Response[Any]:
        return _page(console, request, problems.handle_unexpected_error(request, error).status_code)

    return handle


def _page(console: Console, request: AnyRequest, status: int | None, key: str = "") -> Response[Any]:
    status = status or 500
    if request.headers.get("hx-request") == "true":
        return Response(b"", status_code=status, media_type="text/plain")
    key = key or f"problem_{status if status in _EXPLAINED else 500}"
    return console.page(request, "problem.html", status_code=status, key=key)


def _to_sign_in(request: AnyRequest) -> Response[Any]:
    """A page is left for the sign-in page and found again after it; what a page fetches by itself just ends."""
    path = request.url.path if request.method in SAFE_METHODS else request.url.path.rpartition("/")[0]
    back = f"{path}?{request.url.query}" if request.method in SAFE_METHODS and request.url.query else path
    if request.scope.get("path_template") in IN_BACKGROUND:
        return Response(b"", status_code=401, media_type="text/plain")
    redirect = Redirect("/console/sign-in", query_params={"next": back}, status_code=303)
    if request.headers.get("hx-request") != "true":
        return redirect
    return Response(b"", status_code=401, headers={"HX-Redirect": redirect.url}, media_type="text/plain")
