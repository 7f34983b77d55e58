"""Everything that the gateway answers, in one table."""

from litestar.types import ControllerRouterHandler

from bot.console.routes import console_handlers
from bot.health import health_handlers
from bot.metrics import metrics_handlers
from bot.simulator.routes import simulator_handlers
from bot.webchat.routes import webchat_handlers
from bot.webhooks import webhook_handlers
from bot.wiring import Gateway


def all_handlers(gateway: Gateway) -> list[ControllerRouterHandler]:
    return [
        *health_handlers(gateway),  # /healthz /readyz
        *metrics_handlers(gateway),  # /metrics
        *webhook_handlers(gateway.database, gateway.channels),  # /channels/twilio /channels/telegram
        *webchat_handlers(gateway),  # / /webchat/…
        *console_handlers(gateway),  # /console/…
        *simulator_handlers(gateway),  # /simulator/…
    ]
