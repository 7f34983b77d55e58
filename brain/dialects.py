from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from brain.text import normalise

WORDS = Path(__file__).resolve().parent / "dialects.yml"
LONGEST = 3
AND_SO = ("و", "ف")  # written together with the word that follows


class Dialects:
    """Says in standard Arabic what is written in a dialect, word by word; what it does not know stays."""

    def __init__(self, words: Mapping[str, list[Any]]) -> None:
        self._standard: dict[str, str] = {}
        for standard, dialect in words.items():
            for word in dialect:
                self._standard.setdefault(normalise(str(word)), standard)

    @classmethod
    def read(cls) -> Dialects:
        return cls(yaml.safe_load(WORDS.read_text(encoding="utf-8"))["words"])

    def standard(self, text: str) -> str:
        words = text.split()
        said: list[str] = []
        while words:
            taken, meaning = self._longest(words)
            said.append(meaning)
            del words[:taken]
        return " ".join(said)

    def _longest(self, words: list[str]) -> tuple[int, str]:
        for count in range(min(LONGEST, len(words)), 0, -1):
            form = normalise(" ".join(words[:count]))
            if form in self._standard:
                return count, self._standard[form]
            if form.startswith(AND_SO) and form[1:] in self._standard:
                return count, f"{form[0]} {self._standard[form[1:]]}"
        return 1, words[0]
