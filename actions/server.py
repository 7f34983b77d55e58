"""The SDK's action server, made fit to stand next to people's messages: with a token, and silent about what it got."""

import hmac

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse, HTTPResponse, json

_OPEN_PATHS = ("/health",)


def make_server(executor: ActionExecutor, token: str) -> Sanic:  # type: ignore[type-arg]
    """Raises ValueError without a token: whoever reaches the port could read the FAQ database."""
    if not token:
        raise ValueError("ACTIONS_TOKEN is not set.")
    app: Sanic = create_app(executor, cors_origins=[])  # type: ignore[type-arg]
    expected = f"Bearer {token}".encode()

    async def check_token(request: Request) -> HTTPResponse | None:
        given = request.headers.get("authorization", "").encode("latin-1", "replace")
        if request.path in _OPEN_PATHS or hmac.compare_digest(given, expected):
            return None
        return json({"error": "unauthorised"}, status=401)

    async def hide_details(_request: Request, response: BaseHTTPResponse) -> HTTPResponse | None:
        """The SDK repeats the whole request, with the person's words, in its 500 answers."""
        return json({"error": "action_failed"}, status=500) if response.status == 500 else None

    app.register_middleware(check_token, "request")
    app.register_middleware(hide_details, "response")
    return app
