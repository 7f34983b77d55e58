"""Another organisation's site, with a strict policy and with styles that would spoil the widget if they reached it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>An organisation</title><link rel="stylesheet" href="/style.css">
<script src="{helpline}/widget.js" {attributes} referrerpolicy="no-referrer" defer></script></head>
<body><h1>An organisation that helps workers</h1><p><a href="#top">A link</a></p><div class="long">Much text.</div>
</body></html>"""
_STYLES = """
body { margin: 24px; font: 20px serif; }
.long { height: 2000px; }
button, iframe, div[role=dialog] { text-transform: uppercase !important; width: 33px; transform: rotate(9deg); }
"""


class ForeignSite:
    """Serves one page whose widget is that of the helpline which the address names."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        port = self._server.server_address[1]
        self.allowed, self.refused = f"http://localhost:{port}", f"http://127.0.0.1:{port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, helpline: str, attributes: str = "", *, is_allowed: bool = True) -> str:
        origin = self.allowed if is_allowed else self.refused
        return f"{origin}/?helpline={quote(helpline)}&attributes={quote(attributes)}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/style.css":
            self._send(_STYLES, "text/css")
        elif "helpline" in asked:
            page = _PAGE.format(helpline=asked["helpline"], attributes=asked.get("attributes", ""))
            self._send(page, "text/html", asked["helpline"])
        else:
            self.send_error(404)

    def _send(self, text: str, media_type: str, helpline: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        policy = f"default-src 'none'; style-src 'self'; script-src {helpline}; frame-src {helpline}"
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Silent."""
