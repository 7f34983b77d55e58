"""Texts with buttons that Twilio keeps for us: their ids, and what WhatsApp allows of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from helpline.domain.languages import DEFAULT
from helpline.domain.messages import Choice
from helpline.errors import SettingsError
from helpline.settings import Settings

_LONGEST_TITLE, _MOST_TITLES = 20, 3
_LONGEST_ITEM, _MOST_ITEMS = 24, 10
# Of a variable's value; the text above the buttons is one.
_LONGEST_VALUE = 255


@dataclass(frozen=True)
class Templates:
    """Ids by language, or by the number of choices. Nothing is needed: what has no template is written as text."""

    waiting: Mapping[str, str] = field(default_factory=dict)
    quick_reply: Mapping[int, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def waiting_in(self, language: str) -> str:
        return self.waiting.get(language) or self.waiting.get(DEFAULT, "")

    def for_choices(self, choices: Sequence[Choice], language: str) -> str:
        """The id of the template with which these can be tapped; empty where there is none."""
        longest = max((len(choice.label) for choice in choices), default=0)
        if any(len(choice.value) > _LONGEST_VALUE or not choice.label for choice in choices):
            return ""
        if len(choices) <= _MOST_TITLES and longest <= _LONGEST_TITLE and len(choices) in self.quick_reply:
            return self.quick_reply[len(choices)]
        if len(choices) <= _MOST_ITEMS and longest <= _LONGEST_ITEM:
            return self.lists.get(language, {}).get(len(choices), "")
        return ""


def fits_above_buttons(text: str) -> bool:
    """A value of a variable is short and has one line."""
    return 0 < len(text) <= _LONGEST_VALUE and "\n" not in text


def variables_for(text: str, choices: Sequence[Choice]) -> str:
    """1 is the text; then label and value of each choice in turn."""
    values = [text, *(each for choice in choices for each in (choice.label, choice.value))]
    return json.dumps({str(number): value for number, value in enumerate(values, start=1)}, ensure_ascii=False)


def read_templates(settings: Settings) -> Templates:
    """The settings win over the file. Raises SettingsError for a file that cannot be read."""
    named = {
        "en": settings.twilio_whatsapp_template_waiting_en,
        "ar": settings.twilio_whatsapp_template_waiting_ar,
        "fr": settings.twilio_whatsapp_template_waiting_fr,
    }
    data = _read(settings.templates_file)
    try:
        return Templates(
            waiting={**_texts(data.get("waiting")), **{code: sid for code, sid in named.items() if sid}},
            quick_reply={int(count): sid for count, sid in _texts(data.get("quick_reply")).items()},
            lists={
                str(language): {int(count): sid for count, sid in _texts(found).items()}
                for language, found in (data.get("lists") or {}).items()
            },
        )
    except (AttributeError, ValueError, TypeError):
        raise SettingsError(f"{settings.templates_file} is not as `helpline twilio templates` writes it.") from None


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError):
        raise SettingsError(f"{path} cannot be read as YAML.") from None
    if not isinstance(data, dict):
        raise SettingsError(f"{path} is not as `helpline twilio templates` writes it.")
    return data


def _texts(found: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in (found or {}).items()}
