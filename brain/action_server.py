from __future__ import annotations

from typing import Any

import aiohttp
from rasa.core.actions.action import ActionExecutionRejection
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from brain.action_schema import ActionResultValidator

SECONDS = 5.0
REJECTED = 400
DOMAIN_WANTED = 449


class ActionServerError(Exception):
    """Answered with something else than the result of an action."""


class ActionServer:
    """The server of the custom actions, over connections that stay open.

    Actions change nothing but what they return, so a call on a connection that the server just closed is made again.
    """

    def __init__(self, endpoint: EndpointConfig, domain: Domain, digest: str) -> None:
        self._url = endpoint.url
        self._domain = domain
        self._digest = digest
        timeout = aiohttp.ClientTimeout(total=float(endpoint.kwargs.get("seconds", SECONDS)))
        self._session = aiohttp.ClientSession(headers=endpoint.headers, timeout=timeout)
        self._validator = ActionResultValidator()

    async def run(self, call: dict[str, Any]) -> dict[str, Any]:
        """The domain is sent when the server asks for it: it is large, never changes, and few actions look at it."""
        call = {**call, "domain_digest": self._digest}
        status, result = await self._post_again_if_disconnected(call)
        if status == DOMAIN_WANTED:
            status, result = await self._post({**call, "domain": self._domain.as_dict()})
        if status == REJECTED and isinstance(result, dict) and "action_name" in result:
            raise ActionExecutionRejection(call["next_action"])
        if status != 200 or not self._validator.accepts(result):
            raise ActionServerError
        return result

    async def close(self) -> None:
        await self._session.close()

    async def _post_again_if_disconnected(self, call: dict[str, Any]) -> tuple[int, Any]:
        try:
            return await self._post(call)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            return await self._post(call)

    async def _post(self, call: dict[str, Any]) -> tuple[int, Any]:
        async with self._session.post(self._url, json=call) as response:
            return response.status, await response.json(content_type=None)
