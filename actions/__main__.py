"""`python -m actions`: the action server on the port of ACTIONS_URL."""

import sys
from urllib.parse import urlsplit

from actions.knowledge import make_knowledge
from actions.server import make_server
from actions.wiring import make_executor
from helpline.errors import HelplineError
from helpline.log import log_event, silence_libraries
from helpline.settings import read_settings
from helpline.usecases.prepare import open_database


def main() -> int:
    silence_libraries()
    try:
        settings = read_settings()
        known = make_knowledge(settings, open_database(settings))
        app = make_server(make_executor(known, settings), settings.actions_token)
    except (HelplineError, ValueError) as error:
        print(f"The actions cannot start. {error}", file=sys.stderr)
        return 2
    port = urlsplit(settings.actions_url).port or 5055
    log_event("actions_started", port=port)
    app.run(host=settings.helpline_host, port=port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
