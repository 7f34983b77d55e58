"""What the process may write: our own events, and of everything else only where it came from.

Rasa, sanic and their libraries put messages, slots and exception texts into their log lines. Once the server is up,
no line of theirs keeps its message.
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

OWN_LOGGER = "brain"


def log(event: str, level: int = logging.WARNING, **ids: str | int | float) -> None:
    logging.getLogger(OWN_LOGGER).log(level, json.dumps({"event": event, **ids}))


class SealedRecord(logging.LogRecord):
    """A record of another library keeps its logger, line and exception class."""

    def __init__(self, name: str, level: int, pathname: str, lineno: int, msg: Any, args: Any, exc_info: Any,
                 func: str | None = None, sinfo: str | None = None, **extra: Any) -> None:
        if name != OWN_LOGGER:
            raised = exc_info[0] if isinstance(exc_info, tuple) else None
            msg = json.dumps({"event": "library_log", "logger": name, "line": lineno,
                              "error": raised.__name__ if raised else None})
            args, exc_info, sinfo = (), None, None
        super().__init__(name, level, pathname, lineno, msg, args, exc_info, func, sinfo, **extra)


def seal() -> None:
    logging.captureWarnings(True)
    logging.setLogRecordFactory(SealedRecord)
    own = logging.getLogger(OWN_LOGGER)
    own.setLevel(logging.INFO)
    own.propagate = False
    if not own.handlers:
        own.addHandler(logging.StreamHandler(sys.stdout))
