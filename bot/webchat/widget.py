"""`/widget.js`: the button that other sites put on their pages, and behind it the chat in a frame."""

import json
from pathlib import Path

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from bot.webchat.sentences import read_sentences
from bot.webchat.served import AnyRequest, Served, serve, squeeze
from bot.wiring import Gateway
from helpline.domain.languages import SERVED
from helpline.errors import NotFound

_SOURCE = Path(__file__).parent / "static" / "widget.js"
# An hour, because sites name it without a hash.
_KEPT = "public, max-age=3600"


def webchat_widget(gateway: Gateway) -> list[HTTPRouteHandler]:
    script = _render_widget(gateway.settings.helpline_content_dir)

    @get("/widget.js")
    async def show_widget(request: AnyRequest) -> Response[bytes]:
        if not gateway.settings.embedding_origins:
            raise NotFound("No site may embed this chat.")
        # Pages that are isolated from others load a script only when it says that it may be loaded.
        return script.respond(request, _KEPT, Cross_Origin_Resource_Policy="cross-origin")

    return [show_widget]


def _render_widget(content_dir: Path) -> Served:
    texts = {
        code: {**words["widget"], "new_message": words["page"]["new_message"], "direction": SERVED[code].direction}
        for code, words in read_sentences(content_dir).items()
    }
    source = squeeze(_SOURCE.read_text(encoding="utf-8"))
    data = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    filled = f'(function (texts) {{\n"use strict";\n{source}}}({data}));\n'
    return serve(filled.encode(), "text/javascript")
