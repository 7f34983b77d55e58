"""The gateway as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.exceptions import HTTPException

from bot.problems import handle_helpline_error, handle_http_error, handle_unexpected_error
from bot.routes import all_handlers
from bot.security import middleware, set_security_headers
from bot.wiring import Gateway
from bot.worker import Worker
from helpline.errors import HelplineError


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
        after_request=set_security_headers,
        allowed_hosts=AllowedHostsConfig(allowed_hosts=allowed_hosts(gateway)),
        exception_handlers={
            HelplineError: handle_helpline_error,
            HTTPException: handle_http_error,
            Exception: handle_unexpected_error,
        },
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def allowed_hosts(gateway: Gateway) -> list[str]:
    """The public name, and this machine for health checks."""
    public = gateway.settings.base_url.partition("://")[2].partition("/")[0].partition(":")[0]
    return sorted({public, "127.0.0.1", "localhost", "bot"})
