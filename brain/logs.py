"""What the process may write: our own events with ids, and of everything else only where it came from.

Rasa, sanic and their libraries put messages, slots and exception texts into their log lines. Once the server is up,
none of their lines keeps its text, whatever the log level.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone
from typing import Any

OWN_LOGGER = "brain"


def log(event: str, level: int = logging.WARNING, **ids: str | int | float) -> None:
    logging.getLogger(OWN_LOGGER).log(level, event, extra={"ids": ids})


class SealedRecord(logging.LogRecord):
    """A record of another library keeps its logger, its line and the class of its exception."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: Any,
        args: Any,
        exc_info: Any,
        *more: Any,
        **extra: Any,
    ) -> None:
        if name != OWN_LOGGER:
            raised = exc_info[0] if isinstance(exc_info, tuple) else None
            self.ids = {"logger": name, "line": lineno, "error": raised.__name__ if raised else ""}
            msg, args, exc_info, more, extra = "library_log", (), None, more[:1], {}
        super().__init__(name, level, pathname, lineno, msg, args, exc_info, *more, **extra)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")
        ids = getattr(record, "ids", {})
        return json.dumps({"time": at, "level": record.levelname, "event": record.getMessage(), **ids})


def seal() -> None:
    logging.captureWarnings(True)
    logging.setLogRecordFactory(SealedRecord)
    logging.getLogger(OWN_LOGGER).setLevel(logging.INFO)
    for handler in (*logging.getLogger().handlers, logging.lastResort):
        if handler:
            handler.setFormatter(JsonLines())
