"""What a simulated provider answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Answer:
    """`after` is how many seconds it takes to come; a client may have given up by then."""

    status: int
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    media_type: str = "application/json"

    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def read_call(content_type: str, query: str, body: bytes) -> dict[str, str]:
    """The fields of query and form or JSON together. Raises ValueError."""
    fields = dict(parse_qsl(query, keep_blank_values=True))
    text = body.decode("utf-8")
    if content_type.startswith("application/json"):
        sent = json.loads(text or "{}")
        if not isinstance(sent, dict):
            raise ValueError("not an object")
        return fields | {name: each if isinstance(each, str) else json.dumps(each) for name, each in sent.items()}
    return fields | dict(parse_qsl(text, keep_blank_values=True))
