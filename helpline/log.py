"""Logs are JSON lines with event names and ids: never a text, a number, a token or an exception's message."""

import json
import logging
import sys
from datetime import UTC, datetime

_PLAIN = (str, int, float, bool, type(None))


def log_event(event: str, **ids: str | int | float | bool | None) -> None:
    """Writes one line. `ids` hold identifiers, counts and class names only."""
    line: dict[str, object] = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event}
    line.update({name: value for name, value in ids.items() if isinstance(value, _PLAIN)})
    print(json.dumps(line, ensure_ascii=True), file=sys.stderr, flush=True)


def silence_libraries() -> None:
    """Libraries log addresses, tokens in URLs and payloads at INFO; only their errors' existence may show."""
    logging.basicConfig(level=logging.CRITICAL, force=True)
    for name in ("httpx", "httpcore", "telegram", "twilio", "sqlalchemy", "litestar", "uvicorn.access", "sanic.root"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
