"""What runs now, as the bot sees it, and whether its port is free when it does not run."""

import errno
import socket
from collections.abc import Iterator

import httpx

from helpline.cli.finding import Finding, broken, good, note
from helpline.settings import Settings

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_LOGS = "The log files in the data directory's `logs`, or `docker-compose logs`, say more."


def check_processes(settings: Settings) -> Iterator[Finding]:
    host = _EVERYWHERE.get(settings.helpline_host, settings.helpline_host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.helpline_port}"
    try:
        response = httpx.get(f"{address}/readyz", timeout=10, trust_env=False)
        states = dict(response.json())
    except httpx.TransportError:
        yield _check_port(host, settings.helpline_port)
        return
    except (ValueError, TypeError):
        yield broken("bot", f"something else answers at {address}", "Stop it, or choose another HELPLINE_PORT.")
        return
    yield good("bot", f"answers at {address}")
    for name, state in states.items():
        yield good(name, "ok") if state == "ok" else broken(name, state, _LOGS)


def _check_port(host: str, port: int) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = (
                "is in use, and the bot does not answer there" if error.errno == errno.EADDRINUSE else "cannot be used"
            )
            return broken("bot", f"port {port} {why}", "Stop what uses it, or choose another HELPLINE_PORT.")
    return note("bot", f"it does not run; port {port} is free", "`make run` starts everything.")
