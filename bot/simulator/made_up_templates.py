"""The templates of the simulated WhatsApp account, which the bot finds as it finds those of a real one."""

from collections.abc import Mapping
from typing import Any

import yaml

from bot.simulator.simulation import TEMPLATES
from bot.simulator.templates_of_whatsapp import Contents


def fill_contents(contents: Contents, waiting: Mapping[str, str]) -> None:
    """`waiting` is by language what a template says when something waits; it alone is approved to begin with."""
    found = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    for language, sid in found["waiting"].items():
        contents.add(sid, language, {"twilio/text": {"body": waiting[language]}}, is_approved=True)
    for count, sid in found["quick_reply"].items():
        contents.add(sid, "en", {"twilio/quick-reply": {"body": "{{1}}", "actions": _buttons(count, "title")}})
    for language, lists in found["lists"].items():
        for count, sid in lists.items():
            picker = {"body": "{{1}}", "button": "…", "items": _buttons(count, "item")}
            contents.add(sid, language, {"twilio/list-picker": picker})


def _buttons(count: int, title: str) -> list[dict[str, Any]]:
    """After the text come the label and the value of each choice in turn."""
    places = range(2, 2 + 2 * count, 2)
    return [{title: f"{{{{{place}}}}}", "id": f"{{{{{place + 1}}}}}"} for place in places]
