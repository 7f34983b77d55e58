"""The gateway as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import HTTPException

from bot.problems import handle_helpline_error, handle_http_error, handle_unexpected_error
from bot.routes import all_handlers
from bot.security import middleware, security_headers
from bot.wiring import Gateway
from bot.worker import Worker
from helpline.errors import HelplineError
from helpline.settings import Settings


def make_app(gateway: Gateway) -> Litestar:
    """The worker runs inside unless the settings say that it is separate."""

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        worker = Worker(gateway) if gateway.settings.helpline_worker == "embedded" else None
        if worker:
            worker.start()
        try:
            yield
        finally:
            if worker:
                worker.stop()
            gateway.close()

    return Litestar(
        route_handlers=all_handlers(gateway),
        lifespan=[lifespan],
        middleware=middleware(gateway),
        before_send=[security_headers(is_https=gateway.settings.is_production)],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=allowed_hosts(gateway.settings)),
        exception_handlers={
            HelplineError: handle_helpline_error,
            HTTPException: handle_http_error,
            Exception: handle_unexpected_error,
        },
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def allowed_hosts(settings: Settings) -> list[str]:
    """The public name, and this machine for health checks; with and without the port, as clients send it."""
    public = urlsplit(settings.base_url)
    names = {public.hostname or "localhost", "127.0.0.1", "[::1]", "localhost", "bot"}
    ports = {"", f":{settings.helpline_port}", f":{public.port}" if public.port else ""}
    return sorted(name + port for name in names for port in ports)
