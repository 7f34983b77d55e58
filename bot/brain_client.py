"""Speaks to Rasa's `brain` channel. One turn, one request, one time limit."""

from collections.abc import Mapping
from typing import Any

import httpx

from helpline.domain.effects import read_effect
from helpline.domain.turns import BrainAnswer, Reply, Understanding
from helpline.errors import BrainUnavailable

_KINDS = ("answer", "wording", "urgent")


class BrainClient:
    """Safe to use from several threads."""

    def __init__(self, url: str, token: str, timeout_seconds: float) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout_seconds, connect=2.0),
            limits=httpx.Limits(max_keepalive_connections=32),
        )

    def take_turn(
        self,
        *,
        conversation_id: str,
        message_id: str,
        text: str,
        choice: str | None,
        profile: Mapping[str, str | None],
        dialogue: Mapping[str, Any],
    ) -> BrainAnswer:
        """Raises BrainUnavailable; its text names the kind of failure and never what was written."""
        request = {
            "conversation": conversation_id,
            "message_id": message_id,
            "text": text,
            "choice": choice,
            "profile": profile,
            "dialogue": dialogue,
        }
        try:
            response = self._client.post("/webhooks/brain/turn", json=request)
        except httpx.HTTPError as error:
            raise BrainUnavailable(type(error).__name__) from None
        if response.status_code != 200:
            raise BrainUnavailable(f"HTTP {response.status_code}")
        return read_brain_answer(response)

    def is_well(self) -> bool:
        try:
            return self._client.get("/webhooks/brain/", timeout=2.0).status_code == 200
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        self._client.close()


def read_brain_answer(response: httpx.Response) -> BrainAnswer:
    """Raises BrainUnavailable when the answer is not what the protocol promises."""
    try:
        data = response.json()
        answer = BrainAnswer(
            replies=tuple(_reply(reply) for reply in data["replies"]),
            effects=tuple(read_effect(effect) for effect in data["effects"]),
            understanding=_understanding(data["understanding"]),
            dialogue=dict(data["dialogue"]),
        )
    except (ValueError, KeyError, TypeError):
        raise BrainUnavailable("The brain's answer does not follow the protocol.") from None
    if not answer.replies and not answer.effects:
        raise BrainUnavailable("The brain said nothing.")
    return answer


def _reply(data: Mapping[str, Any]) -> Reply:
    if data["kind"] not in _KINDS:
        raise ValueError("unknown kind of reply")
    params = {str(name): str(value) for name, value in (data.get("params") or {}).items()}
    return Reply(data["kind"], str(data["name"]), params, tuple(str(value) for value in data.get("choices") or ()))


def _understanding(data: Mapping[str, Any]) -> Understanding:
    return Understanding(
        topic=str(data.get("topic") or ""),
        confidence=float(data.get("confidence") or 0.0),
        ranking=tuple((str(entry["topic"]), float(entry["confidence"])) for entry in data.get("ranking") or ()),
        decided_by="brain",
        danger=float(data.get("danger") or 0.0),
    )
