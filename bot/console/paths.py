"""Addresses inside the console."""

from urllib.parse import quote, urlsplit

from helpline.usecases.list_queue import ALL


def own_path(address: str) -> str:
    """The path and query when the address lies in the console, else the queue: nobody is sent elsewhere from here."""
    parts = urlsplit(address)
    is_own = parts.path == "/console" or parts.path.startswith("/console/")
    if not is_own or parts.path.startswith("/console/sign-") or "\\" in address or "//" in parts.path:
        return "/console"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def queue_path(show: str) -> str:
    return "/console" if show == ALL else f"/console?show={quote(show)}"


def case_path(number: str, show: str, action: str = "") -> str:
    """`show` keeps the list beside the case as it was."""
    path = f"/console/cases/{quote(number, safe='')}" + (f"/{action}" if action else "")
    return path if show == ALL else f"{path}?show={quote(show)}"
