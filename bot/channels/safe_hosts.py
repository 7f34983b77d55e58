"""From where files may be fetched: a webhook names an address, and a forged one must not lead into our own network."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from helpline.domain.fetching import FetchRefused

# Host and port to connect to, for the host and port of an address.
Resolve = Callable[[str, int], Awaitable[Sequence[tuple[str, int]]]]


@dataclass(frozen=True)
class Target:
    """Where a request goes. `is_own`: the operator has set this address, so it may be on our network."""

    scheme: str
    host: str
    port: int
    is_own: bool


@dataclass(frozen=True)
class SafeHosts:
    """`domains` with all below them; `folders` are a host with a path that begins like this; `own` base addresses."""

    domains: tuple[str, ...]
    own: tuple[str, ...] = ()
    folders: tuple[tuple[str, str], ...] = ()

    def target(self, url: str) -> Target:
        """Raises FetchRefused for where we do not go."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise FetchRefused("address_malformed") from None
        if parts.username is not None or parts.password is not None or not host:
            raise FetchRefused("address_malformed")
        if (parts.scheme, host, port) in [_origin(address) for address in self.own if address]:
            return Target(parts.scheme, host, port or _port(parts.scheme), is_own=True)
        if parts.scheme != "https" or port not in (None, 443):
            raise FetchRefused("not_https")
        is_known = any(host == domain or host.endswith(f".{domain}") for domain in self.domains)
        if not is_known and not self._is_in_folder(host, parts.path):
            raise FetchRefused("host_not_allowed")
        return Target("https", host, 443, is_own=False)

    def _is_in_folder(self, host: str, path: str) -> bool:
        """`..` would lead out of the folder again: HTTP clients resolve it before they ask."""
        is_plain = ".." not in unquote(path).split("/")
        return is_plain and any(host == name and path.startswith(begin) for name, begin in self.folders)


def _origin(address: str) -> tuple[str, str, int | None]:
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port


def _port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


async def resolve(host: str, port: int) -> Sequence[tuple[str, int]]:
    """Raises OSError when nobody knows the host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(address[0]), port) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet, also where it hides an IPv4 address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.sixtofour or found.teredo:
            return False
        hidden = found.ipv4_mapped or (found in _NAT64 and ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if hidden:
            return is_public(str(hidden))
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
