from contextlib import asynccontextmanager
from litestar import Litestar
from litestar.exceptions import HTTPException
from bot.problems import handle_helpline_error, handle_http_error, handle_unexpected_error
from bot.webchat.routes import webchat_handlers
from bot.worker import Worker
from helpline.errors import HelplineError
try:
    from bot.security import middleware
except ImportError:
    middleware = lambda g: []

def make_app(gateway):
    @asynccontextmanager
    async def lifespan(_app):
        worker = Worker(gateway)
        worker.start()
        try:
            yield
        finally:
            worker.stop()
            gateway.close()
    return Litestar(route_handlers=webchat_handlers(gateway), lifespan=[lifespan], middleware=middleware(gateway),
        exception_handlers={HelplineError: handle_helpline_error, HTTPException: handle_http_error, Exception: handle_unexpected_error},
        openapi_config=None, logging_config=None)
