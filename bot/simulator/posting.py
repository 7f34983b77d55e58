"""Posts to the running bot over HTTP, as a provider would, and lets things happen later."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any

import httpx

from bot.simulator.phone import Phone
from bot.simulator.simulation import Simulation
from helpline.log import log_event

# A provider waits this long for a webhook's answer.
_PATIENCE_SECONDS = 15.0
_MOST_TASKS = 400


class Posting:
    """Everything runs in the server's event loop, so that the phones need no locks, and ends with it."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        if len(self._tasks) >= _MOST_TASKS:  # a page that asks for more than it can watch
            work.close()
            return
        task = asyncio.get_running_loop().create_task(self._guard(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def post(
        self,
        phone: Phone,
        url: str,
        content: bytes,
        headers: Mapping[str, str],
        fields: Iterable[tuple[str, str]],
        shown: Iterable[tuple[str, str]] = (),
    ) -> httpx.Response | None:
        """The bot's answer, None when there was none. `url` is the public one; `shown` are headers for the log."""
        path = url.removeprefix(self._simulation.public_url)
        entry = phone.note(f"POST {path}", is_ours=False, headers=shown, fields=fields)
        response = await self._send(self._simulation.local_url + path, content, headers)
        entry.outcome = str(response.status_code) if response is not None else "no answer"
        phone.changed()
        return response

    async def _send(self, url: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response | None:
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS, trust_env=False, verify=False) as client:
                return await client.post(url, content=content, headers=dict(headers))
        except httpx.HTTPError:
            return None

    async def _guard(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # nobody waits for it; it must at least be seen
            log_event("simulator_broke", error=type(error).__name__)
