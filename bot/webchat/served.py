"""Bytes that are rendered once, when the process starts, and then served from memory."""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

FOR_EVER = "public, max-age=31536000, immutable"  # the name of a static file changes with its content
ASK_AGAIN = "no-cache"  # with the ETag: an unchanged page costs one empty answer

AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True)
class Served:
    """Bytes that stay the same while the process runs. None of them is secret, so they may be compressed."""

    body: bytes
    zipped: bytes
    media_type: str
    digest: str

    def respond(self, request: AnyRequest, cache: str, **more: str) -> Response[bytes]:
        """`more` are further headers, with underscores for hyphens."""
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        headers |= {"Cache-Control": cache, "ETag": f'W/"{self.digest}"', "Vary": "Accept-Encoding, Accept-Language"}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=headers)
        is_zipped = "gzip" in request.headers.get("accept-encoding", "")
        if is_zipped:
            headers["Content-Encoding"] = "gzip"
        return Response(self.zipped if is_zipped else self.body, media_type=self.media_type, headers=headers)


def squeeze(script: str) -> str:
    """Without indentation and without lines that are only a comment. No text in a script goes over a line's end."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def serve(body: bytes, media_type: str) -> Served:
    digest = hashlib.sha256(body).hexdigest()[:16]
    return Served(body, gzip.compress(body, mtime=0), media_type, digest)
