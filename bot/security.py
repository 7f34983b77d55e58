"""Who may come in: headers on every response, and the gate in front of the staff console."""

import asyncio
import base64
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, NotAuthorizedException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Middleware, Receive, Scope, Send

from bot.console.cross_site import is_from_elsewhere
from bot.console.sessions import find_session, token_in
from bot.wiring import Gateway

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Below /console everything needs a signed-in staff member who may see cases, except what is written here.
WITHOUT_SIGN_IN = frozenset({"/console/sign-in", "/console/static/{name}"})
FOR_EVERY_ROLE = frozenset(
    {"/console/sign-out", "/console/language", "/console/reviews", "/console/reviews/{answer}/confirm"}
)
# What pages fetch by themselves: it does not keep a session alive that nobody uses.
IN_BACKGROUND = frozenset(
    {
        "/console/events",
        "/console/queue/live",
        "/console/cases/{number}/live",
        "/console/cases/{number}/media/{media_id}",
    }
)

_CONTENT_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frame_ancestors}"
)
_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class RoleNotEnough(PermissionDeniedException):
    """Signed in, but the role does not open this page."""


def content_policy(*, frame_ancestors: str = "'none'", inline_script: str = "") -> str:
    """The Content-Security-Policy. A page that others may frame, or that holds a script (exactly this text and no
    other will run), sets its own header with this."""
    scripts = "'self'"
    if inline_script:
        digest = hashlib.sha256(inline_script.encode()).digest()
        scripts += f" 'sha256-{base64.b64encode(digest).decode()}'"
    return _CONTENT_POLICY.format(scripts=scripts, frame_ancestors=frame_ancestors)


def security_headers(*, is_https: bool) -> Callable[[Message, Scope], Awaitable[None]]:
    """A hook for what is sent (Litestar's `before_send`). A header that the route set itself stays."""

    async def set_headers(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _headers_for(scope, is_https).items():
            headers.setdefault(name, value)

    return set_headers


def _headers_for(scope: Scope, is_https: bool) -> dict[str, str]:
    found = {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if is_https:
        found["Strict-Transport-Security"] = "max-age=31536000"
    if is_console(scope):
        # With `no-referrer` a form says `Origin: null`; browsers without Sec-Fetch-Site could not sign in.
        found["Referrer-Policy"] = "same-origin"
        found["Cache-Control"] = "no-store"
    return found


def is_console(scope: Scope) -> bool:
    paths = (scope["path"], scope.get("path_template", ""))
    return any(path == "/console" or path.startswith("/console/") for path in paths)


def middleware(gateway: Gateway) -> list[Middleware]:
    """In this order, from the outside."""
    return [ConsoleGate(gateway)]


class ConsoleGate(ASGIMiddleware):
    """Deny by default: below /console nothing is reached that is not let through here."""

    scopes = (ScopeType.HTTP, ScopeType.WEBSOCKET, ScopeType.ASGI)

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if is_console(scope):
            try:
                await self._let_in(Request(scope, receive))
            except HTTPException as refusal:
                await _refuse(refusal, scope, receive, send)
                return
        await next_app(scope, receive, send)

    async def _let_in(self, request: Request[Any, Any, Any]) -> None:
        """Sets the request's user and session. Raises NotAuthorizedException or PermissionDeniedException."""
        settings, page = self._gateway.settings, request.scope.get("path_template", "")
        is_unsafe = request.method not in SAFE_METHODS
        if is_unsafe and is_from_elsewhere(request.headers, settings.base_url):
            raise PermissionDeniedException("This request came from another site.")
        session = await asyncio.to_thread(
            find_session, self._gateway.database, token_in(request, settings), keeps_alive=page not in IN_BACKGROUND
        )
        request.scope["user"], request.scope["auth"] = (session.staff, session) if session else (None, None)
        if page in WITHOUT_SIGN_IN:
            return
        if session is None:
            raise NotAuthorizedException("Sign in first.")
        if is_unsafe and not session.is_own_form(await _form_token(request)):
            raise PermissionDeniedException("The form is too old. Load the page again.")
        if page not in FOR_EVERY_ROLE and not session.staff.may_see_cases:
            raise RoleNotEnough("This account may not see cases.")


async def _form_token(request: Request[Any, Any, Any]) -> str:
    """HTMX sends the token as a header, a plain form as a field."""
    if "x-csrf-token" in request.headers:
        return request.headers["x-csrf-token"]
    if request.content_type[0] != "application/x-www-form-urlencoded":
        return ""
    return str((await request.form()).get("_csrf", ""))


async def _refuse(refusal: HTTPException, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers as the route would answer such an error, inside the middleware that sets the headers."""
    request: Request[Any, Any, Any] = Request(scope, receive)
    handlers = scope["route_handler"].resolve_exception_handlers()
    response = handlers[HTTPException](request, refusal)
    await response.to_asgi_response(app=None, request=request)(scope, receive, send)
