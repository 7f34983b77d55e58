"""Hands out styles and scripts."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from bot.console.console import InjectedConsole
from helpline.errors import NotFound

_FOR_A_YEAR = "public, max-age=31536000, immutable"


@get("/static/{name:str}", sync_to_thread=False)
def static_file(
    request: Request[Any, Any, Any], console: InjectedConsole, name: FromPath[str], v: FromQuery[str] = ""
) -> Response[bytes]:
    """With its digest in the address a file never changes and is kept."""
    found = console.assets.get(name)
    if found is None:
        raise NotFound("There is no such file.")
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Vary": "Accept-Encoding", "Cache-Control": _FOR_A_YEAR if v == found.digest else "no-cache"}
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(found.packed if is_packed else found.body, media_type=found.media_type, headers=headers)
