"""Twilio's error codes, sorted by what helps. https://www.twilio.com/docs/api/errors"""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import httpx
from twilio.base.exceptions import TwilioException

from helpline.domain.sending import (
    AddressStopped,
    AddressUnreachable,
    PhoneOff,
    SendFailed,
    SendGivenUp,
    SendUnknown,
    WindowClosed,
)

_STOPPED = frozenset({21610})
# WhatsApp takes free text only for 24 hours after the person's last message.
_WINDOW_CLOSED = frozenset({63016})
_UNREACHABLE = frozenset(
    {
        21211,  # not a number
        21214,  # cannot be reached
        21217,  # not a number
        21614,  # not a mobile number
        30004,  # blocked
        30005,  # unknown handset
        30006,  # landline
        63003,  # no such address on this channel
        63024,  # not on WhatsApp
    }
)
_PHONE_OFF = frozenset({30003})
_LATER = frozenset(
    {
        14107,  # rate limits
        20429,
        30001,  # queue overflow
        30022,
        63018,
        63038,  # the account's daily limit
        20503,  # down for maintenance
        21611,  # the sender's queue is full
    }
)
_WRONG_CREDENTIALS = frozenset({401, 403})
_CREDENTIALS_AGAIN = timedelta(minutes=1)
_NEVER_WENT_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@contextlib.contextmanager
def translated_errors() -> Iterator[None]:
    """Raises SendFailed and its kinds for what the library and its transport raise."""
    try:
        yield
    except _NEVER_WENT_OUT as error:
        raise SendFailed(type(error).__name__) from error
    except TwilioException as error:
        raise error_for(getattr(error, "status", 0), getattr(error, "code", None)) from error
    except (httpx.HTTPError, ValueError) as error:  # no answer, or one that is not Twilio's
        raise SendUnknown(type(error).__name__) from error


def error_for(status: int, code: int | None) -> SendFailed:
    """What a refused request means. Where Twilio broke in the middle, it may have sent the message."""
    if code in _LATER or status in (429, 503):
        return SendFailed(str(code or status))
    if status in _WRONG_CREDENTIALS and code not in _STOPPED | _UNREACHABLE:
        return SendFailed(str(code or status), retry_in=_CREDENTIALS_AGAIN)
    return SendUnknown(str(code or status)) if status >= 500 else failure_for(str(code or status))


def failure_for(code: str) -> SendGivenUp:
    """Why a message that Twilio had taken was not delivered."""
    number = int(code) if code.isascii() and code.isdigit() else 0
    if number in _STOPPED:
        return AddressStopped(code)
    if number in _WINDOW_CLOSED:
        return WindowClosed(code)
    if number in _PHONE_OFF:
        return PhoneOff(code)
    return AddressUnreachable(code) if number in _UNREACHABLE else SendGivenUp(code or "failed")
