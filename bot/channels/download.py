"""Fetches a file that a webhook named: from known hosts only, bounded in size and time, believing nobody."""

import functools
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from urllib.parse import urljoin, urlsplit

import httpx

from bot.channels.event_loop import EventLoopThread
from bot.channels.safe_hosts import Resolve, SafeHosts, Target, is_public, resolve
from helpline.domain.fetching import TOO_LARGE, Fetched, FetchFailed, FetchRefused, accepted_type
from helpline.domain.file_types import HEAD

_MOST_REDIRECTS = 3
_SECONDS = 60.0
# Of one read: who sends nothing for so long will not begin again.
_WAITS = httpx.Timeout(connect=5.0, write=5.0, read=10.0, pool=1.0)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({401, 403, 408, 425, 429})
_LONGEST_RETRY_AFTER = 3600
# A provider may announce a file a moment before it can be fetched.
_TRIES_OF_WHAT_IS_NOT_THERE = 3


@dataclass(frozen=True)
class Login:
    """Sent to this base address and to no other."""

    base_url: str
    user: str
    password: str


class Downloader:
    """Safe to use from several threads. Keeps no connections: people seldom send two files in a row."""

    def __init__(
        self,
        hosts: SafeHosts,
        *,
        login: Login | None = None,
        seconds: float = _SECONDS,
        resolve: Resolve = resolve,
        is_public: Callable[[str], bool] = is_public,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._hosts, self._login, self._seconds = hosts, login, seconds
        self._resolve, self._is_public, self._given_context = resolve, is_public, context
        self._loop = EventLoopThread("downloads")

    def fetch(self, url: str, *, largest: int) -> Fetched:
        """Raises FetchFailed or FetchRefused."""
        try:
            return self._loop.run(self._follow(url, largest), seconds=self._seconds)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise FetchFailed("timeout") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise FetchFailed(type(error).__name__) from error

    def close(self) -> None:
        self._loop.close()

    @functools.cached_property
    def _context(self) -> ssl.SSLContext:
        """Made once: reading all certificates takes a while."""
        return self._given_context or httpx.create_ssl_context()

    async def _follow(self, url: str, largest: int) -> Fetched:
        async with httpx.AsyncClient(
            timeout=_WAITS, follow_redirects=False, trust_env=False, verify=self._context
        ) as client:
            for _ in range(_MOST_REDIRECTS + 1):
                target = self._hosts.target(url)
                found = await self._get(client, url, target, largest)
                if isinstance(found, Fetched):
                    return found
                url = _absolute(url, found)
        raise FetchRefused("too_many_redirects")

    async def _get(self, client: httpx.AsyncClient, url: str, target: Target, largest: int) -> Fetched | str:
        """The file, or where it is instead. Connects to the address that was looked at: a name may mean another one a
        moment later."""
        addresses = await self._resolve(target.host, target.port)
        if not addresses or not (target.is_own or all(self._is_public(ip) for ip, _ in addresses)):
            raise FetchRefused("private_address")
        problem: httpx.TransportError | None = None
        for ip, port in sorted(addresses, key=lambda each: ":" in each[0])[:3]:
            try:
                async with client.stream(
                    "GET",
                    httpx.URL(url).copy_with(host=ip, port=port),
                    headers={"Host": _host_header(url), "Accept-Encoding": "identity", "User-Agent": "sanad"},
                    auth=self._auth(url),
                    extensions={"sni_hostname": target.host},
                ) as response:
                    return await _read(response, largest)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error
        raise problem or httpx.ConnectError("no address")

    def _auth(self, url: str) -> tuple[str, str] | None:
        if self._login is None or _origin(url) != _origin(self._login.base_url):
            return None
        return self._login.user, self._login.password


async def _read(response: httpx.Response, largest: int) -> Fetched | str:
    if response.status_code in _REDIRECTS and response.headers.get("location"):
        return str(response.headers["location"])
    if response.status_code != 200:
        raise _failure(response)
    name = _file_name(response)
    try:
        content, content_type = await _content_of(response, largest)
    except FetchRefused as refused:
        refused.name = name
        raise
    return Fetched(content, content_type, name)


async def _content_of(response: httpx.Response, largest: int) -> tuple[bytes, str]:
    content, content_type = bytearray(), ""
    async for chunk in response.aiter_raw():  # as it came: what is packed stays packed
        content += chunk
        if len(content) > largest:
            raise FetchRefused(TOO_LARGE, content_type=content_type)
        if len(content) >= HEAD and not content_type:
            content_type = accepted_type(bytes(content[:HEAD]))
    if not content:
        raise FetchFailed("empty")
    return bytes(content), content_type or accepted_type(bytes(content))


def _absolute(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchRefused("address_malformed") from None


def _failure(response: httpx.Response) -> FetchFailed:
    status = response.status_code
    if status in _AGAIN or status >= 500:
        return FetchFailed(f"http_{status}", retry_in=_retry_after(response))
    return FetchFailed(f"http_{status}", most_tries=_TRIES_OF_WHAT_IS_NOT_THERE)


def _retry_after(response: httpx.Response) -> timedelta | None:
    seconds = response.headers.get("retry-after", "")
    is_number = seconds.isascii() and seconds.isdigit() and len(seconds) < 6
    return timedelta(seconds=min(int(seconds), _LONGEST_RETRY_AFTER)) if is_number else None


def _file_name(response: httpx.Response) -> str:
    """As the provider calls it, without a path."""
    header = Message()
    header["Content-Disposition"] = response.headers.get("content-disposition", "")
    return (header.get_filename() or "").replace("\\", "/").rpartition("/")[2]


def _host_header(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
