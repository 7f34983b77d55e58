"""Whether another site sent a request (cross-site request forgery).

By headers, as Filippo Valsorda describes it (https://words.filippo.io/csrf/) and Go 1.25's CrossOriginProtection and
datasette's `csrf.py` do it. Stricter than they are: a request that says nothing of where it is from is refused too,
since nothing but browsers uses the console.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def is_from_elsewhere(headers: Mapping[str, str], base_url: str) -> bool:
    """`headers` by lower-case name; `base_url` is our own public address, which also counts for the scheme."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin", "")
    scheme = urlsplit(base_url).scheme
    own = {_origin(base_url), _origin(f"{scheme}://{headers.get('host', '')}")} - {None}
    return _origin(origin) not in own


def _origin(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None for what is no origin, such as `null`."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname and port else None
