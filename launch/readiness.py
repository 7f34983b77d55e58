"""Asks the bot whether it is ready, without a proxy in between."""

from __future__ import annotations

import http.client
import json


def reachable(host: str) -> str:
    """Where to reach ourselves when we listen on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def ask_readiness(host: str, port: int) -> dict[str, str]:
    """`{}` when everything is ready; else what is not, by name."""
    connection = http.client.HTTPConnection(reachable(host), port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException):
        return {"bot": "unreachable"}
    finally:
        connection.close()
    if response.status == 200:
        return {}
    try:
        return {str(name): str(state) for name, state in json.loads(body).items() if state != "ok"}
    except (ValueError, AttributeError):
        return {"bot": f"answers with {response.status}"}
