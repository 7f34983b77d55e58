"""Whether the gateway can accept messages, and whether the brain answers."""

import asyncio

import httpx
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from sqlalchemy import text

from bot.wiring import Gateway


def health_handlers(gateway: Gateway) -> list[HTTPRouteHandler]:
    @get("/healthz", sync_to_thread=True)
    def healthz() -> Response[dict[str, str]]:
        """200 when messages can be accepted: they need the database and nothing else."""
        state = _database(gateway)
        return Response({"database": state}, status_code=200 if state == "ok" else 503)

    @get("/readyz")
    async def readyz() -> Response[dict[str, str]]:
        """200 when the brain, the actions and the database answer."""
        checks = await asyncio.gather(
            asyncio.to_thread(gateway.brain.is_well),
            asyncio.to_thread(_actions_are_well, gateway.settings.actions_url),
            asyncio.to_thread(_database, gateway),
        )
        brain, actions, database = checks
        states = {
            "brain": "ok" if brain else "unreachable",
            "actions": "ok" if actions else "unreachable",
            "database": database,
        }
        is_ready = all(state == "ok" for state in states.values())
        return Response(states, status_code=200 if is_ready else 503)

    return [healthz, readyz]


def _database(gateway: Gateway) -> str:
    try:
        with gateway.database.read() as tx:
            tx.execute(text("SELECT 1"))
    except Exception:  # whatever is wrong with it, the answer is the same
        return "unreachable"
    return "ok"


def _actions_are_well(actions_url: str) -> bool:
    try:
        return httpx.get(actions_url.removesuffix("/webhook") + "/health", timeout=2.0).status_code == 200
    except httpx.HTTPError:
        return False
