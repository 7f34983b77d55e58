"""What the templates say that Twilio keeps for us, as its Content API wants them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpline.content.wording import Wording
from helpline.domain.commands import Command
from helpline.domain.languages import SERVED

MOST_BUTTONS = 3
MOST_ITEMS = 10
_OUR_NAME = "{{1}}"


@dataclass(frozen=True)
class Template:
    """`group`, `language` and `count` say where its id stands in the file; `needs_approval`: it goes out unasked."""

    group: str
    language: str
    count: int
    types: dict[str, Any]
    variables: dict[str, str]
    needs_approval: bool = False

    @property
    def name(self) -> str:
        """Changes with the contents: an approved template cannot be changed, only followed by another."""
        contents = json.dumps([self.types, self.variables], sort_keys=True).encode()
        parts = ["sanad", self.group, self.language, *([str(self.count)] if self.count else [])]
        return "_".join([*parts, hashlib.sha256(contents).hexdigest()[:8]])

    def payload(self) -> dict[str, Any]:
        return {
            "friendly_name": self.name,
            "language": self.language,
            "variables": self.variables,
            "types": self.types,
        }


def make_templates(wording: Wording) -> Iterator[Template]:
    """One note that a message waits and nine lists for each language; buttons are the same for all."""
    for language in SERVED:
        yield _waiting(wording, language)
    for count in range(1, MOST_BUTTONS + 1):
        yield _quick_reply(count)
    for language in SERVED:
        for count in range(2, MOST_ITEMS + 1):
            yield _list(wording, language, count)


def _waiting(wording: Wording, language: str) -> Template:
    """The variable stands inside the sentence: WhatsApp takes none at its ends."""
    button = {
        "type": "QUICK_REPLY",
        "title": wording.say(language, "choice_open_messages"),
        "id": Command.OPEN.value,
    }
    body = wording.say(language, "template_waiting", name=_OUR_NAME)
    name = wording.say(language, "our_name")
    types = {"twilio/quick-reply": {"body": body, "actions": [button]}}
    return Template("waiting", language, 0, types, {"1": name}, needs_approval=True)


def _quick_reply(count: int) -> Template:
    actions = [{"type": "QUICK_REPLY", "title": title, "id": value} for title, value in _pairs(count)]
    return Template(
        "quick_reply", "en", count, {"twilio/quick-reply": {"body": "{{1}}", "actions": actions}}, _samples(count)
    )


def _list(wording: Wording, language: str, count: int) -> Template:
    items = [{"item": item, "id": value} for item, value in _pairs(count)]
    picker = {"body": "{{1}}", "button": wording.say(language, "choose_button"), "items": items}
    return Template("lists", language, count, {"twilio/list-picker": picker}, _samples(count))


def _pairs(count: int) -> Iterator[tuple[str, str]]:
    """The variables of each choice: its label and its value."""
    for index in range(count):
        yield f"{{{{{2 * index + 2}}}}}", f"{{{{{2 * index + 3}}}}}"


def _samples(count: int) -> dict[str, str]:
    names = {"1": "?"}
    for index in range(count):
        names |= {str(2 * index + 2): f"{index + 1}", str(2 * index + 3): f"choice_{index + 1}"}
    return names
