"""Addresses below /console that lead nowhere."""

from typing import Any

from litestar import HttpMethod, Response, route
from litestar.params import FromPath

from bot.console.console import InjectedConsole, StaffRequest
from helpline.errors import NotFound


@route(
    "/{rest:path}",
    http_method=[HttpMethod.GET, HttpMethod.POST],
    status_code=404,
    sync_to_thread=False,
)
def unknown_page(request: StaffRequest, console: InjectedConsole, rest: FromPath[str]) -> Response[Any]:
    raise NotFound("There is no such page.")
