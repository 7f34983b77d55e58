"""Asks the bot whether it is ready, without a proxy in between."""

from __future__ import annotations

import http.client
import json


def ask_readiness(host: str, port: int) -> dict[str, str]:
    """`{}` when everything is ready; else what is not, by name."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
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
