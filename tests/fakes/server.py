"""A small HTTP server in a thread, on which the fakes stand."""

from __future__ import annotations

import json
import ssl
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Call:
    """A request as the provider sees it; `fields` are those of query and form together."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """`then` runs after the answer went out, in the same thread; `hang_up` closes without any answer. `content` goes
    out instead of the body: bytes, or pieces that may never end and are made anew for each answer."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False
    then: Callable[[], None] | None = None
    content: bytes | Callable[[], Iterable[bytes]] | None = None


class FakeServer:
    """Answers with `respond`, from as many threads as there are requests."""

    def __init__(self, respond: Callable[[Call], Answer], port: int = 0, context: ssl.SSLContext | None = None) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.respond = respond
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FakeServer:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    respond: Callable[[Call], Answer]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up waiting is what some tests want; anything else is a fault of the fake."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        answer = self.server.respond(self._read())
        if answer.hang_up:
            self.close_connection = True
            return
        self._write(answer)
        if answer.then:
            answer.then()

    def _read(self) -> Call:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        if self.headers.get("content-type", "").startswith("application/json"):
            sent = {
                name: value if isinstance(value, str) else json.dumps(value) for name, value in json.loads(body).items()
            }
        else:
            sent = dict(parse_qsl(body, keep_blank_values=True))
        fields = {**dict(parse_qsl(address.query, keep_blank_values=True)), **sent}
        return Call(self.command, address.path, {k.lower(): v for k, v in self.headers.items()}, fields)

    def _write(self, answer: Answer) -> None:
        if callable(answer.content):
            self._stream(answer, answer.content())
            return
        self.send_response(answer.status)
        if answer.status == 204:  # a body here would be read as the beginning of the next answer
            self.end_headers()
            return
        content = json.dumps(answer.body).encode() if answer.content is None else answer.content
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def _stream(self, answer: Answer, pieces: Iterable[bytes]) -> None:
        """Without a length: it is over when the connection is, or when the client has enough."""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: paths hold tokens."""
