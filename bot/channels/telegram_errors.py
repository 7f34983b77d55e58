"""What Telegram's refusals and silences mean for a message."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from helpline.domain.fetching import TOO_LARGE, FetchFailed, FetchRefused
from helpline.domain.sending import AddressUnreachable, SendFailed, SendGivenUp, SendUnknown

_TOKEN_AGAIN = timedelta(minutes=1)
_NEVER_WENT_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_TRIES_OF_WHAT_IS_NOT_THERE = 3
# Descriptions of Telegram's own: of a file that bots do not get, and of a chat that is gone.
_TOO_BIG = "file is too big"
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


@contextlib.contextmanager
def translated_errors() -> Iterator[None]:
    """Raises SendFailed and its kinds for what the library raises."""
    try:
        yield
    except TelegramError as error:
        raise error_for(error) from error
    except TimeoutError as error:
        raise SendUnknown(type(error).__name__) from error


@contextlib.contextmanager
def translated_file_errors() -> Iterator[None]:
    """Raises FetchFailed or FetchRefused for what the library raises when it asks for a file."""
    try:
        yield
    except BadRequest as error:
        if _TOO_BIG in error.message.lower():
            raise FetchRefused(TOO_LARGE) from error
        raise FetchFailed(type(error).__name__, most_tries=_TRIES_OF_WHAT_IS_NOT_THERE) from error
    except RetryAfter as error:
        raise FetchFailed(type(error).__name__, retry_in=_delay(error)) from error
    except (TelegramError, TimeoutError) as error:
        raise FetchFailed(type(error).__name__) from error


def error_for(error: TelegramError) -> SendFailed:
    """Of the library's tree BadRequest and TimedOut are kinds of NetworkError, so the order matters."""
    name = type(error).__name__
    if isinstance(error, RetryAfter):
        return SendFailed(name, retry_in=_delay(error), is_limit=True)
    if isinstance(error, Forbidden):
        return AddressUnreachable(name, is_block=True)
    if isinstance(error, InvalidToken):
        return SendFailed(name, retry_in=_TOKEN_AGAIN)
    if isinstance(error, BadRequest):
        is_gone = any(words in error.message.lower() for words in _GONE)
        return AddressUnreachable(name) if is_gone else SendGivenUp(name)
    if isinstance(error, NetworkError):
        return _without_answer(error)
    return SendGivenUp(name)


def _without_answer(error: NetworkError) -> SendFailed:
    """Only when the request may have reached Telegram may the message have been sent."""
    cause = error.__cause__
    name = type(cause or error).__name__
    went_out = isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NEVER_WENT_OUT)
    return SendUnknown(name) if went_out or (isinstance(error, TimedOut) and cause is None) else SendFailed(name)


def _delay(error: RetryAfter) -> timedelta:
    """A number of seconds where the library has not been switched to durations."""
    delay = error.retry_after
    return delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
