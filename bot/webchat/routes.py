"""The web chat's handlers."""

from litestar.types import ControllerRouterHandler

from bot.webchat.api import webchat_api
from bot.webchat.page import webchat_pages
from bot.webchat.widget import webchat_widget
from bot.wiring import Gateway


def webchat_handlers(gateway: Gateway) -> list[ControllerRouterHandler]:
    return [*webchat_api(gateway), *webchat_pages(gateway), *webchat_widget(gateway)]
