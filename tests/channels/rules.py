"""Marks which rule of the contract a test proves, so that a table of rules and channels can be made of them."""

from collections.abc import Callable
from typing import TypeVar

CHANNELS = ("whatsapp", "sms", "telegram", "webchat")
Test = TypeVar("Test", bound=Callable[..., object])

_FETCHED = "the page fetches its messages; nothing is sent to a provider"
_NO_PROVIDER = "there is no provider between us and the page"
# Where a rule has no meaning, and why.
NOT_APPLICABLE = {
    ("Names and addresses", "webchat"): "it has an API of its own",
    ("Real payloads are read", "webchat"): _NO_PROVIDER,
    ("Always the same parts", "webchat"): _FETCHED,
    ("Long texts in parts", "webchat"): "the page takes a message of any length",
    ("Whoever turned us away gets nothing more", "webchat"): _FETCHED,
    ("Refusals are sorted", "webchat"): _FETCHED,
    ("Tried again later", "webchat"): _FETCHED,
    ("Unknown outcome", "webchat"): _FETCHED,
    ("Time limits", "webchat"): _FETCHED,
    ("Nothing of a call is logged", "webchat"): _FETCHED,
}


def rule(name: str, *channels: str) -> Callable[[Test], Test]:
    """`channels` are given where the test has no parameter that names its channel."""

    def mark(test: Test) -> Test:
        test.rule, test.rule_channels = name, channels  # type: ignore[attr-defined]
        return test

    return mark
