"""Results as JSON: shares as counts with their value, so that nobody has to divide again."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.shares import Share


def save(data: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(plain(data), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def plain(data: object) -> Any:
    if isinstance(data, Share):
        return {"part": data.part, "whole": data.whole, "value": None if data.value is None else round(data.value, 4)}
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return {field.name: plain(getattr(data, field.name)) for field in dataclasses.fields(data)}
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(item) for item in data]
    return round(data, 4) if isinstance(data, float) else data
