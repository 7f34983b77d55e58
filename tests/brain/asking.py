"""A gateway in miniature: sends turns to Rasa and keeps the dialogue between them."""

from __future__ import annotations

import itertools
from types import TracebackType
from typing import Any

import httpx

ENGLISH = {"language": "en", "country": None, "origin": None, "role": None, "sector": None}


class Asking:
    def __init__(self, url: str, token: str, conversation: str = "c-1") -> None:
        self._client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
        self._numbers = itertools.count(1)
        self.conversation = conversation
        self.dialogue: dict[str, Any] = {}

    def post(self, headers: dict[bytes, bytes] | None = None, **fields: Any) -> httpx.Response:
        return self._client.post("/webhooks/brain/turn", json=self.request(**fields), headers=headers)

    def post_bytes(self, body: bytes) -> httpx.Response:
        return self._client.post("/webhooks/brain/turn", content=body)

    def get(self, path: str) -> httpx.Response:
        return self._client.get(path)

    def request(self, **fields: Any) -> dict[str, Any]:
        request = {
            "conversation": self.conversation,
            "message_id": f"m-{next(self._numbers)}",
            "text": "",
            "choice": None,
            "profile": ENGLISH,
            "dialogue": self.dialogue,
        }
        return request | fields

    def turn(self, text: str = "", choice: str | None = None, **fields: Any) -> dict[str, Any]:
        """A turn that succeeds; its dialogue goes into the next one."""
        response = self.post(text=text, choice=choice, **fields)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        self.dialogue = answer["dialogue"]
        return answer

    def __enter__(self) -> Asking:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
