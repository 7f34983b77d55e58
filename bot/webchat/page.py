"""The web chat's pages, in each language: the chat by itself and in another site's frame, and the notice."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from bot.security import content_policy
from bot.webchat.api import LONGEST_TEXT
from bot.webchat.sentences import read_sentences
from bot.webchat.served import ASK_AGAIN, FOR_EVER, AnyRequest, Served, serve, squeeze
from bot.wiring import Gateway
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import NotFound

# Joined in this order into one script and one style sheet: on a bad line every request costs more than its bytes.
SCRIPTS = (
    *("page", "embedded", "store", "network", "outbox", "inbox", "format", "summary", "bubbles", "conversation"),
    *("composer", "hide", "start"),
)
STYLES = ("ground", "chat", "bubbles")

_HERE = Path(__file__).parent


def webchat_pages(gateway: Gateway) -> list[HTTPRouteHandler]:
    """Raises ContentError when a sentence is missing in a language."""
    sentences = read_sentences(gateway.settings.helpline_content_dir)
    embedders = gateway.settings.embedding_origins
    files = _static_files()
    static = {_named(name, served): served for name, served in files.items()}
    addresses = {name.replace(".", "_"): f"/webchat/static/{_named(name, served)}" for name, served in files.items()}
    early = squeeze(_read_static("early.js"))
    policy = content_policy(inline_script=early)
    chat, embedded, notice, days = {}, {}, {}, str(gateway.settings.helpline_quiet_days)
    for language, words in sentences.items():
        erase = gateway.services.wording.say(language, "choice_erase_me")
        more = {"files": addresses, "embedders": "", "early": early}
        chat[language] = _render("chat.html", language, words, **more)
        embedded[language] = _render("chat.html", language, words, **{**more, "embedders": " ".join(embedders)})
        notice[language] = _render("privacy.html", language, words, erase=erase, days=days, **more)

    @get("/")
    async def show_chat(request: AnyRequest) -> Response[bytes]:
        return chat[language_of(request)].respond(request, ASK_AGAIN, Content_Security_Policy=policy)

    @get("/embed")
    async def show_embedded(request: AnyRequest) -> Response[bytes]:
        if not embedders:
            raise NotFound("No site may embed this chat.")
        framed = content_policy(frame_ancestors=" ".join(embedders), inline_script=early)
        return embedded[language_of(request)].respond(request, ASK_AGAIN, Content_Security_Policy=framed)

    @get("/privacy-notice")
    async def show_notice(request: AnyRequest) -> Response[bytes]:
        return notice[language_of(request)].respond(request, ASK_AGAIN, Content_Security_Policy=policy)

    @get("/webchat/static/{name:str}")
    async def show_file(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        if name not in static:
            raise NotFound("There is no such file.")
        return static[name].respond(request, FOR_EVER)

    return [show_chat, show_embedded, show_notice, show_file]


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
    return serve(text.encode(), "text/html")


def _static_files() -> dict[str, Served]:
    script = "".join(squeeze(_read_static(f"{name}.js")) for name in SCRIPTS)
    styles = "\n".join(_read_static(f"{name}.css") for name in STYLES)
    return {
        "chat.js": serve(f'(function () {{\n"use strict";\n{script}}}());\n'.encode(), "text/javascript"),
        "chat.css": serve(styles.encode(), "text/css"),
        "icon.svg": serve((_HERE / "static" / "icon.svg").read_bytes(), "image/svg+xml"),
    }


def _read_static(name: str) -> str:
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def _named(name: str, served: Served) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}.{served.digest}.{ending}"
