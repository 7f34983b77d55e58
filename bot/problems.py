"""Errors over HTTP: RFC 9457 problem documents that say what was wrong and never what somebody wrote."""

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from helpline.errors import Conflict, HelplineError, InvalidInput, NotAllowed, NotFound, TooManyAttempts
from helpline.log import log_event

_STATUS: dict[type[HelplineError], int] = {
    InvalidInput: 400,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    TooManyAttempts: 429,
}
_TITLES = {
    400: "Bad request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    413: "Too large",
    429: "Too many requests",
    503: "Not ready",
}


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response[bytes]:
    """`detail` is ours: it names the field and what to do."""
    body = {"type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status, "detail": detail}
    return Response(
        content=msgspec.json.encode(body), status_code=status, media_type="application/problem+json", headers=headers
    )


def handle_helpline_error(_request: Request[Any, Any, Any], error: HelplineError) -> Response[bytes]:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    headers = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, TooManyAttempts) else None
    return problem(status, str(error) if status < 500 else "Something went wrong on our side.", headers)


def handle_http_error(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    detail = "The request cannot be read." if error.status_code == 400 else _TITLES.get(error.status_code, "Error")
    return problem(error.status_code, detail, dict(error.headers or {}))


def handle_unexpected_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Only the class is logged: the message may hold what a person wrote."""
    log_event("request_broke", error=type(error).__name__, route=request.scope.get("path_template", ""))
    return problem(500, "Something went wrong on our side.")
