"""What a simulated provider does instead of answering well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refuse:
    """Answers with an error. `retry_after` is in seconds."""

    status: int
    code: int = 0
    description: str = ""
    retry_after: int = 0


@dataclass(frozen=True)
class Break:
    """Breaks in the middle: the message was taken or not, and the caller cannot know. `hangs_for` is in seconds;
    with `status` 0 the connection is closed without an answer."""

    takes_message: bool
    status: int = 0
    hangs_for: float = 0.0
