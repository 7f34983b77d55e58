"""What a channel promises the helpline when it fetches a file that a person sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from helpline.domain.file_types import HEAD, TAKEN, sniffed_type

MAX_ATTEMPTS_FETCH = 10
TOO_LARGE, TYPE_NOT_TAKEN = "too_large", "type_not_taken"


class FetchFailed(Exception):
    """Not fetched; a later try may succeed, up to `most_tries`."""

    def __init__(self, reason: str, *, retry_in: timedelta | None = None, most_tries: int = MAX_ATTEMPTS_FETCH) -> None:
        """`reason` is a code or an exception's class name, never a message."""
        super().__init__(reason)
        self.reason = reason
        self.retry_in = retry_in
        self.most_tries = most_tries


class FetchRefused(Exception):
    """We do not take it, whatever is tried: too large, of a type that is not taken, or from where we do not go. `name`
    is what the provider calls the file, as far as we got."""

    def __init__(self, reason: str, *, content_type: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.content_type = content_type
        self.name = ""


@dataclass(frozen=True)
class Fetched:
    """`name` is what the provider calls the file, possibly empty."""

    content: bytes
    content_type: str
    name: str = ""


class Fetcher(Protocol):
    """The fetching half of a channel."""

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        """At most `largest` bytes, within a minute. Raises FetchFailed or FetchRefused."""
        ...

    def discard(self, reference: str) -> None:
        """What was fetched is stored here: the provider's copy goes, where the provider keeps one and lets us. Raises
        FetchFailed."""
        ...


class Transcriber(Protocol):
    """A program of the operator's that writes down what is said."""

    def transcribe(self, content: bytes, content_type: str) -> str:
        """What was understood, possibly nothing. Raises TranscriptionFailed."""
        ...


class TranscriptionFailed(Exception):
    """The program did not end well, or not in time; the argument is a code."""


def accepted_type(head: bytes) -> str:
    """The type of a file that begins like this. Raises FetchRefused."""
    found = sniffed_type(head[:HEAD])
    if found not in TAKEN:
        raise FetchRefused(TYPE_NOT_TAKEN, content_type=found)
    return found
