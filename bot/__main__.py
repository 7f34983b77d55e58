"""`python -m bot`: the gateway, with the worker inside unless HELPLINE_WORKER says otherwise."""

import sys

import uvicorn

from bot.app import make_app
from bot.wiring import make_gateway
from helpline.errors import HelplineError
from helpline.log import log_event, silence_libraries
from helpline.settings import read_settings


def main() -> int:
    silence_libraries()
    try:
        settings = read_settings()
        app = make_app(make_gateway(settings))
    except HelplineError as error:
        print(f"The bot cannot start. {error}", file=sys.stderr)
        return 2
    log_event("bot_started", port=settings.helpline_port)
    uvicorn.run(
        app,
        host=settings.helpline_host,
        port=settings.helpline_port,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
