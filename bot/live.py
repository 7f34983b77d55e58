"""Lets asynchronous handlers wait for the bell."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from helpline.storage.bell import Bell


class Watch:
    """Remembers that something rang since the last `wait`, so that nothing is missed between looking and waiting."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True


@asynccontextmanager
async def watch(bell: Bell, is_relevant: Callable[[str], bool]) -> AsyncIterator[Watch]:
    """Begin to watch before you look at the database."""
    loop, found = asyncio.get_running_loop(), Watch()

    def listener(subject: str) -> None:
        if is_relevant(subject):
            loop.call_soon_threadsafe(found.ring)

    stop = bell.listen(listener)
    try:
        yield found
    finally:
        stop()
