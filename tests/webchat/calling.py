"""A conversation over the chat's API, without a browser."""

import json
import time
import uuid
from typing import Any

import httpx


class Caller:
    """One person's conversation over the API."""

    def __init__(self, web: httpx.Client, language: str | None = "en") -> None:
        started = web.post("/webchat/conversations", json={"language": language} if language else {})
        assert started.status_code == 201
        self.id, self.token, self._web = started.json()["id"], started.json()["token"], web
        self.path = f"/webchat/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def post(self, body: Any, **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes | str) else json.dumps(body)
        return self._web.post(f"{self.path}/messages", content=content, headers={**self.headers, **headers})

    def say(self, text: str) -> str:
        message_id = str(uuid.uuid4())
        assert self.post({"id": message_id, "text": text}).status_code == 202
        return message_id

    def choose(self, value: str) -> None:
        assert self.post({"id": str(uuid.uuid4()), "choice": value}).status_code == 202

    def get(self, **params: Any) -> httpx.Response:
        return self._web.get(f"{self.path}/messages", params=params, headers=self.headers)

    def messages(self, **params: Any) -> list[dict[str, Any]]:
        response = self.get(**params)
        assert response.status_code == 200
        return list(response.json()["messages"])

    def until_answered(self, count: int) -> list[dict[str, Any]]:
        """All messages, once there are at least `count`."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            found = self.messages(after=0)
            if len(found) >= count:
                return found
            self.messages(after=found[-1]["seq"] if found else 0, wait=5)
        raise AssertionError(f"no {count} messages in 15 s")


def assert_problem(response: httpx.Response, status: int, *words: str) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status and body["title"] and body["type"]
    assert all(word in body["detail"] for word in words), body["detail"]
