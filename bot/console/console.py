"""What the console's handlers share, and how they get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import State
from litestar.di import NamedDependency

from bot.console.assets import Asset
from bot.console.bidi import clean_name
from bot.console.sentences import Speech, speech_for
from bot.console.sessions import Session
from bot.wiring import Gateway
from helpline.domain.languages import SERVED
from helpline.domain.people import Staff
from helpline.storage.database import Database
from helpline.usecases.review_answers import ReviewDesk

_TEMPLATES = Path(__file__).parent / "templates"

StaffRequest = Request[Staff, Session, State]


@dataclass(frozen=True)
class Console:
    gateway: Gateway
    sentences: Mapping[str, Speech]
    assets: Mapping[str, Asset]
    templates: Environment
    desk: ReviewDesk

    @property
    def database(self) -> Database:
        return self.gateway.database

    def speech(self, request: Request[Any, Any, Any]) -> Speech:
        """The staff member's language; before signing in, the one asked for or the browser's."""
        member = request.scope.get("user")
        if isinstance(member, Staff):
            return speech_for(self.sentences, member.language)
        wanted = request.query_params.get("language", "")
        return speech_for(self.sentences, wanted or self._language_of_browser(request))

    def page(
        self, request: Request[Any, Any, Any], template: str, *, status_code: int = 200, **context: object
    ) -> Response[str]:
        """A whole page or a piece of one: `case.html` or `case.html#pane`, the latter a block of the former."""
        name, _, block = template.partition("#")
        found = self.templates.get_template(name)
        variables = {**self._frame(request), **context}
        if block:
            text = "".join(found.blocks[block](found.new_context(variables)))
        else:
            text = found.render(variables)
        return Response(text, status_code=status_code, media_type="text/html; charset=utf-8")

    def _frame(self, request: Request[Any, Any, Any]) -> dict[str, object]:
        """What every page needs."""
        say, session = self.speech(request), request.scope.get("auth")
        return {
            "t": say,
            "language": say.language,
            "direction": say.direction,
            "languages": [SERVED[code] for code in self.sentences],
            "member": session.staff if isinstance(session, Session) else None,
            "review_count": self.desk.count,
            "form_token": session.form_token if isinstance(session, Session) else "",
        }

    def _language_of_browser(self, request: Request[Any, Any, Any]) -> str:
        wanted = request.headers.get("accept-language", "").split(",")
        codes = [tag.partition(";")[0].strip().partition("-")[0].lower() for tag in wanted]
        return next((code for code in codes if code in self.sentences), "")


InjectedConsole = NamedDependency[Console]


def make_templates(assets: Mapping[str, Asset]) -> Environment:
    """Escapes everything: what people write is hostile until it is text on a page."""
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["clean_name"] = clean_name
    templates.globals["static"] = lambda name: f"/console/static/{name}?v={assets[name].digest}"
    return templates
