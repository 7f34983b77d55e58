"""WhatsApp templates: Twilio's Content API, its limits, and how a template looks on the phone."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.answer import Answer
from bot.simulator.phone import Button
from bot.simulator.reactions import Refuse
from bot.simulator.rules_twilio import TwilioMessage, new_sid
from bot.simulator.rules_twilio_posts import error_body

_MOST_TEMPLATES = 200
_LONGEST_BODY = 1024
# By type: most buttons, longest title; a type that is not here has no buttons.
_BUTTONS = {"twilio/quick-reply": ("actions", 10, 20), "twilio/list-picker": ("items", 10, 24)}
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class Shown:
    """`may_open`: whether it may be sent when free text may not. `opener` opens a list."""

    text: str
    buttons: tuple[Button, ...]
    may_open: bool
    opener: str = ""


class Contents:
    """Templates that the bot made here live until the restart; a sid from elsewhere is shown by its variables."""

    def __init__(self) -> None:
        self._templates: dict[str, dict[str, Any]] = {}

    def answer(self, method: str, path: str, fields: Mapping[str, str]) -> Answer:
        """`path` is what follows `v1/Content/`."""
        sid, _, rest = path.partition("/")
        if not sid:
            return self._create(fields) if method == "POST" else self._list()
        found = self._templates.get(sid)
        if found is None:
            return Answer(404, error_body(Refuse(404, 20404, "The requested resource was not found")))
        if rest.startswith("ApprovalRequests"):
            return self._approve(found, fields, asks=method == "POST")
        if method == "DELETE":
            del self._templates[sid]
            return Answer(204, b"")
        return Answer(200, found)

    def refusal_of(self, fields: Mapping[str, str]) -> Refuse | None:
        """What of a message with a template Twilio refuses at once."""
        if "ContentSid" not in fields:
            return None
        variables = _read_variables(fields.get("ContentVariables", ""))
        if variables is None:
            return Refuse(400, 21656, "The ContentVariables Parameter is invalid")
        found = self._templates.get(fields["ContentSid"])
        broken = _broken_limit(_filled(found, variables)) if found else ""
        return Refuse(400, 63021, f"Channel invalid content error: {broken}") if broken else None

    def show(self, message: TwilioMessage) -> Shown:
        variables = _read_variables(message.content_variables) or {}
        found = self._templates.get(message.content_sid)
        if found is None:
            lines = [message.content_sid, *(f"{{{{{name}}}}} = {value}" for name, value in variables.items())]
            return Shown("\n".join(lines), (), may_open=True)
        types = _filled(found, variables)
        kind = _richest(types)
        is_approved = found["approval"]["status"] == "approved" and kind != "twilio/list-picker"
        data = types[kind]
        return Shown(str(data["body"]), tuple(_buttons_of(kind, data)), is_approved, str(data.get("button", "")))

    def add(
        self,
        sid: str,
        language: str,
        types: Mapping[str, Any],
        variables: Mapping[str, str],
        *,
        is_approved: bool = False,
    ) -> None:
        status = "approved" if is_approved else "unsubmitted"
        self._templates[sid] = {
            "sid": sid,
            "friendly_name": sid,
            "language": language,
            "variables": variables,
            "types": types,
            "approval": {"name": sid, "category": "UTILITY", "status": status, "rejection_reason": ""},
        }

    def _create(self, fields: Mapping[str, str]) -> Answer:
        try:
            types, variables = json.loads(fields["types"]), json.loads(fields.get("variables") or "{}")
            language, name = fields["language"], fields.get("friendly_name", "")
            broken = _broken_limit(types)
        except (KeyError, ValueError, TypeError, AttributeError):
            broken = "The template cannot be read"
        if broken or len(self._templates) >= _MOST_TEMPLATES:
            return Answer(400, error_body(Refuse(400, 20001, broken or "Too many templates")))
        sid = new_sid("HX")
        self.add(sid, language, types, variables)
        self._templates[sid]["friendly_name"] = name
        return Answer(201, self._templates[sid])

    def _list(self) -> Answer:
        meta = {"page": 0, "page_size": _MOST_TEMPLATES, "next_page_url": None, "key": "contents"}
        return Answer(200, {"contents": list(self._templates.values()), "meta": meta})

    def _approve(self, found: dict[str, Any], fields: Mapping[str, str], *, asks: bool) -> Answer:
        """Approved at once; nobody reads templates here."""
        if asks:
            names = {"name": fields.get("name", ""), "category": fields.get("category", "UTILITY")}
            found["approval"] = {**names, "status": "approved", "rejection_reason": ""}
            return Answer(201, found["approval"])
        return Answer(200, {"sid": found["sid"], "whatsapp": found["approval"]})


def _broken_limit(types: Mapping[str, Any]) -> str:
    """Names the first limit that a template breaks; empty when it keeps all."""
    for kind, data in types.items():
        if not 1 <= len(data["body"]) <= _LONGEST_BODY:
            return f"{kind}: body must have 1 to {_LONGEST_BODY} characters"
        key, most, longest = _BUTTONS.get(kind, ("", 0, 0))
        buttons = data[key] if key else []
        titles = [each.get("title") or each.get("item") or "" for each in buttons]
        if key and not 1 <= len(titles) <= most:
            return f"{kind}: 1 to {most} {key}"
        if not all(1 <= len(title) <= longest for title in titles):
            return f"{kind}: a title must have 1 to {longest} characters"
        if not all(len(str(each.get("id", ""))) <= 200 for each in buttons):
            return f"{kind}: an id may have at most 200 characters"
        if not all(len(str(each.get("description", ""))) <= 72 for each in buttons):
            return f"{kind}: a description may have at most 72 characters"
    return "" if types else "types are missing"


def _richest(types: Mapping[str, Any]) -> str:
    """Of a template's types the one that the phone shows."""
    return next((kind for kind in (*_BUTTONS, "twilio/text") if kind in types), next(iter(types)))


def _buttons_of(kind: str, data: Mapping[str, Any]) -> list[Button]:
    if kind == "twilio/quick-reply":
        return [Button(each["title"], str(each.get("id", "")), "reply") for each in data["actions"]]
    if kind == "twilio/list-picker":
        return [Button(each["item"], each["id"], "list", each.get("description") or "") for each in data["items"]]
    return []


def _read_variables(text: str) -> dict[str, str] | None:
    """None when they are not a JSON object of texts."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return None
    is_right = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found if is_right else None


def _filled(found: Mapping[str, Any], variables: Mapping[str, str]) -> Any:
    """The template's types with the variables in their places, in texts and buttons alike."""
    known = {**found["variables"], **variables}

    def fill(data: Any) -> Any:
        if isinstance(data, Mapping):
            return {key: fill(value) for key, value in data.items()}
        if isinstance(data, list):
            return [fill(value) for value in data]
        if not isinstance(data, str):
            return data
        return _VARIABLE.sub(lambda match: str(known.get(match.group(1), match.group())), data)

    return fill(found["types"])
