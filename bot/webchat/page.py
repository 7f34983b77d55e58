"""The web chat's pages: rendered once per language when the process starts, then served from memory."""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from bot.webchat.api import LONGEST_TEXT
from bot.wiring import Gateway
from helpline.content.files import read_yaml
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import ContentError, NotFound

# Joined in this order into one script and one style sheet: on a bad line every request costs more than its bytes.
SCRIPTS = (
    *("page", "store", "network", "outbox", "inbox", "format", "bubbles", "conversation"),
    *("composer", "hide", "start"),
)
STYLES = ("ground", "chat", "bubbles")

_HERE = Path(__file__).parent
_FOR_EVER = "public, max-age=31536000, immutable"  # the name of a static file changes with its content
_ASK_AGAIN = "no-cache"  # with the ETag: an unchanged page costs one empty answer

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True)
class Served:
    """Bytes that stay the same while the process runs. None of them is secret, so they may be compressed."""

    body: bytes
    zipped: bytes
    media_type: str
    digest: str

    def respond(self, request: AnyRequest, cache: str) -> Response[bytes]:
        headers = {"Cache-Control": cache, "ETag": f'W/"{self.digest}"', "Vary": "Accept-Encoding, Accept-Language"}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=headers)
        is_zipped = "gzip" in request.headers.get("accept-encoding", "")
        if is_zipped:
            headers["Content-Encoding"] = "gzip"
        return Response(self.zipped if is_zipped else self.body, media_type=self.media_type, headers=headers)


def webchat_pages(gateway: Gateway) -> list[HTTPRouteHandler]:
    """Raises ContentError when a sentence is missing in a language."""
    sentences = read_sentences(gateway.settings.helpline_content_dir)
    files = _static_files()
    static = {_named(name, served): served for name, served in files.items()}
    addresses = {name.replace(".", "_"): f"/webchat/static/{_named(name, served)}" for name, served in files.items()}
    chat, notice, days = {}, {}, str(gateway.settings.helpline_quiet_days)
    for language, words in sentences.items():
        erase = gateway.services.wording.say(language, "choice_erase_me")
        chat[language] = _render("chat.html", language, words, files=addresses)
        notice[language] = _render("privacy.html", language, words, files=addresses, erase=erase, days=days)

    @get("/")
    async def show_chat(request: AnyRequest) -> Response[bytes]:
        return chat[language_of(request)].respond(request, _ASK_AGAIN)

    @get("/privacy-notice")
    async def show_notice(request: AnyRequest) -> Response[bytes]:
        return notice[language_of(request)].respond(request, _ASK_AGAIN)

    @get("/webchat/static/{name:str}")
    async def show_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        if name not in static:
            raise NotFound("There is no such file.")
        return static[name].respond(request, _FOR_EVER)

    return [show_chat, show_notice, show_file]


def language_of(request: AnyRequest) -> str:
    """`?lang=` decides; else the first served language that the browser prefers; else English."""
    asked = request.query_params.get("lang")
    if asked in SERVED:
        return str(asked)
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(accept_language: str) -> str:
    weighted: list[tuple[float, str]] = []
    for part in accept_language[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighted.append((float(quality or 1), tag.strip().partition("-")[0].lower()))
        except ValueError:
            continue
    by_weight = sorted(weighted, key=lambda pair: -pair[0])
    return next((code for weight, code in by_weight if weight > 0 and code in SERVED), DEFAULT)


def read_sentences(content_dir: Path) -> dict[str, dict[str, Any]]:
    """`content/webchat/<language>.yml`. Raises ContentError unless all languages say the same things."""
    found = {code: read_yaml(content_dir / "webchat" / f"{code}.yml") for code in SERVED}
    for code, words in found.items():
        if _shape(words) != _shape(found[DEFAULT]):
            raise ContentError(f"content/webchat/{code}.yml has other keys or lists of another length than en.yml.")
        if not str(words["page"]["hide_address"]).startswith("https://"):
            raise ContentError(f"content/webchat/{code}.yml: hide_address must begin with https://")
    return {code: _typeset(words) for code, words in found.items()}


def _typeset(data: Any) -> Any:
    """French puts a space before : ; ! ? » and after «; none of them may begin or end a line alone."""
    if isinstance(data, Mapping):
        return {key: _typeset(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_typeset(value) for value in data]
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\u00a0", data) if isinstance(data, str) else data


def _shape(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _shape(value) for key, value in data.items()}
    return [_shape(value) for value in data] if isinstance(data, list) else type(data).__name__


def _render(template: str, language: str, words: dict[str, Any], **more: Any) -> Served:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script_words = {**words["script"], "most": LONGEST_TEXT}
    text = environment.get_template(template).render(
        language=SERVED[language],
        languages=list(SERVED.values()),
        words=words,
        script_words=json.dumps(script_words, ensure_ascii=False),
        **more,
    )
    return _serve(text.encode(), "text/html")


def _static_files() -> dict[str, Served]:
    script = "\n".join((_HERE / "static" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    styles = "\n".join((_HERE / "static" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return {
        "chat.js": _serve(f'(function () {{\n"use strict";\n{script}}}());\n'.encode(), "text/javascript"),
        "chat.css": _serve(styles.encode(), "text/css"),
        "icon.svg": _serve((_HERE / "static" / "icon.svg").read_bytes(), "image/svg+xml"),
    }


def _named(name: str, served: Served) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}.{served.digest}.{ending}"


def _serve(body: bytes, media_type: str) -> Served:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Served(body, gzip.compress(body, mtime=0), media_type, digest)
