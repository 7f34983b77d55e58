"""The sentences of the page and of the widget, which stand in `content/webchat/<language>.yml`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpline.content.files import read_yaml
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import ContentError


def read_sentences(content_dir: Path) -> dict[str, dict[str, Any]]:
    """`content/webchat/<language>.yml`. Raises ContentError unless all languages say the same things."""
    found = {code: read_yaml(content_dir / "webchat" / f"{code}.yml") for code in SERVED}
    for code, words in found.items():
        if _shape(words) != _shape(found[DEFAULT]):
            raise ContentError(f"content/webchat/{code}.yml has other keys or lists of another length than en.yml.")
        if not str(words["page"]["hide_address"]).startswith("https://"):
            raise ContentError(f"content/webchat/{code}.yml: hide_address must begin with https://")
    return {code: _typeset(words) for code, words in found.items()}


def _typeset(data: Any) -> Any:
    """French puts a space before : ; ! ? » and after «; none of them may begin or end a line alone."""
    if isinstance(data, Mapping):
        return {key: _typeset(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_typeset(value) for value in data]
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\u00a0", data) if isinstance(data, str) else data


def _shape(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _shape(value) for key, value in data.items()}
    return [_shape(value) for value in data] if isinstance(data, list) else type(data).__name__
