"""The twilio library over httpx: with a time limit on every call, and with another base address where one is set."""

import logging
from typing import Any

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.download import Downloader, Login
from bot.channels.safe_hosts import SafeHosts
from helpline.settings import Settings

_TWILIO_API = "https://api.twilio.com"
_FILE_DOMAINS = ("api.twilio.com", "twiliocdn.com")
# Accounts that ask for no sign-in for files are sent on to here.
_FILE_FOLDERS = (("s3-external-1.amazonaws.com", "/media.twiliocdn.com/"),)
# Together at most ten seconds, which is what the channel's contract allows.
_TIME_LIMIT = httpx.Timeout(connect=2.0, write=1.5, read=6.0, pool=0.5)


class TimedHttpClient(HttpClient):  # type: ignore[misc]  # the library comes without types
    """The library's own client has no time limit unless each call gives one, and no way to another base address."""

    def __init__(self, api_url: str) -> None:
        super().__init__(logging.getLogger("twilio"), is_async=False)
        self.api_url = api_url.rstrip("/") or _TWILIO_API
        self._client = httpx.Client(timeout=_TIME_LIMIT)

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Raises httpx.HTTPError, which tells whether the request went out."""
        url = self.api_url + uri.removeprefix(_TWILIO_API)
        answer = self._client.request(
            method, url, params=params, data=data, headers=headers, auth=auth, follow_redirects=allow_redirects
        )
        return Response(answer.status_code, answer.text, dict(answer.headers))

    def close(self) -> None:
        self._client.close()


def make_client(settings: Settings, http_client: TimedHttpClient) -> Client:
    return Client(settings.twilio_account_sid, _token(settings), http_client=http_client)


def make_downloader(settings: Settings) -> Downloader:
    """Twilio's API asks for our token, and then sends on to an address that needs none and must not get it."""
    own = settings.twilio_api_url.rstrip("/")
    login = Login(own or _TWILIO_API, settings.twilio_account_sid, _token(settings))
    return Downloader(SafeHosts(_FILE_DOMAINS, own=(own,), folders=_FILE_FOLDERS), login=login)


def _token(settings: Settings) -> str:
    """During a rotation the first of the two tokens is the new one, which signs us in."""
    return settings.twilio_tokens[0]
