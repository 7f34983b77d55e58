"""The simulated providers' addresses, which the bot's own clients call over HTTP."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from litestar import HttpMethod, Request, Response, route
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from bot.problems import problem
from bot.simulator.answer import Answer, read_call
from bot.simulator.simulation import PROVIDERS
from bot.simulator.simulator import Simulator

_METHODS = [HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE]
_LARGEST_BODY = 256 * 1024

AnyRequest = Request[Any, Any, Any]
Respond = Callable[[AnyRequest, str, Mapping[str, str]], Answer]


def provider_routes(simulator: Simulator) -> list[HTTPRouteHandler]:
    """Only of the simulated channels. Who calls proves it as with the real provider: with the account's token."""
    handlers = []
    if "sms" in simulator.simulation.channels:
        handlers.append(_route("twilio", lambda request, path, fields: _twilio(simulator, request, path, fields)))
    if "telegram" in simulator.simulation.channels:
        handlers.append(
            _route("telegram", lambda request, path, fields: simulator.telegram.answer(path, request.headers, fields))
        )
    return handlers


def _twilio(simulator: Simulator, request: AnyRequest, path: str, fields: Mapping[str, str]) -> Answer:
    return simulator.twilio.answer(request.method, path, request.headers, fields)


def _route(provider: str, respond: Respond) -> HTTPRouteHandler:
    @route(
        f"{PROVIDERS}/{provider}/{{path:path}}",
        http_method=_METHODS,
        name=f"simulated-{provider}",
        status_code=200,
        request_max_body_size=_LARGEST_BODY,
        exclude_from_csrf=True,
    )
    async def answer_call(request: AnyRequest, path: FromPath[str]) -> Response[bytes]:
        try:
            query = request.scope["query_string"].decode("ascii")
            fields = read_call(request.headers.get("content-type", ""), query, await request.body())
        except (ValueError, RecursionError):
            return problem(400, "The request cannot be read.")
        answer = respond(request, path.strip("/"), fields)
        if answer.after:
            await asyncio.sleep(answer.after)
        return Response(
            answer.content(), status_code=answer.status, media_type=answer.media_type, headers=dict(answer.headers)
        )

    return answer_call
