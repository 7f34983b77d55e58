"""Files that people sent, handed out to signed-in staff only, and taken away."""

import re
from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from bot.console.console import InjectedConsole, StaffRequest
from bot.console.media_views import file_name_of
from bot.console.paths import case_path
from bot.console.queue import known_filter
from helpline.domain.file_types import INLINE
from helpline.errors import NotFound
from helpline.usecases.delete_media import delete_media
from helpline.usecases.list_queue import ALL
from helpline.usecases.open_media import OpenedMedia, open_media

# Whatever a file may hold, nothing in it runs, and nobody else's page may show it.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Accept-Ranges": "bytes",
}
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@get("/cases/{number:str}/media/{media_id:str}", sync_to_thread=True)
def show_media(
    request: StaffRequest, console: InjectedConsole, number: FromPath[str], media_id: FromPath[str]
) -> Response[bytes]:
    opened = open_media(console.database, number, _id(media_id), request.user)
    size = len(opened.content)
    first, last = _wanted(request.headers.get("range", ""), size)
    headers = _HEADERS | {"Content-Disposition": _disposition(opened)}
    is_part = (first, last) != (0, size - 1)
    if is_part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(
        opened.content[first : last + 1],
        status_code=206 if is_part else 200,
        media_type=opened.about.content_type,
        headers=headers,
    )


@post("/cases/{number:str}/media/{media_id:str}/delete", sync_to_thread=True)
def remove_media(
    request: StaffRequest,
    console: InjectedConsole,
    number: FromPath[str],
    media_id: FromPath[str],
    show: FromQuery[str] = ALL,
) -> Response[Any]:
    delete_media(console.database, number, _id(media_id), request.user)
    return Redirect(case_path(number, known_filter(show)), status_code=303)


def _id(written: str) -> int:
    """Raises NotFound."""
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise NotFound("There is no such file.")
    return int(written)


def _disposition(opened: OpenedMedia) -> str:
    """Shown in the page only where browsers show it and nothing can be hidden in it; else it is a download."""
    how = "inline" if opened.about.content_type in INLINE else "attachment"
    return f"{how}; filename*=UTF-8''{quote(file_name_of(opened.about), safe='')}"


def _wanted(header: str, size: int) -> tuple[int, int]:
    """First and last byte. Players ask for pieces; what is not understood gets the whole."""
    found = _RANGE.fullmatch(header)
    if found is None or int(found[1]) >= size:
        return 0, size - 1
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return (int(found[1]), last) if last >= int(found[1]) else (0, size - 1)
