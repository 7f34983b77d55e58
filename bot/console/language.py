"""The language in which a staff member sees the console."""

from dataclasses import dataclass
from typing import Any

from litestar import Response, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from bot.console.console import InjectedConsole, StaffRequest
from bot.console.paths import own_path
from helpline.errors import InvalidInput
from helpline.storage import staff


@dataclass
class LanguageForm:
    language: str = ""


@post("/language", sync_to_thread=True)
def choose_language(
    request: StaffRequest,
    console: InjectedConsole,
    data: URLEncodedBody[LanguageForm],
) -> Response[Any]:
    if data.language not in console.sentences:
        raise InvalidInput("`language` must be one of the console's languages.")
    with console.database.write() as tx:
        staff.set_language(tx, request.user.id, data.language)
    return Redirect(own_path(request.headers.get("referer", "")), status_code=303)
