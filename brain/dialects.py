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
        forms = [normalise(word) for word in words]
        said: list[str] = []
        at = 0
        while at < len(words):
            count, meaning = self._longest(forms[at : at + LONGEST])
            said.append(meaning or words[at])
            at += count
        return " ".join(said)

    def _longest(self, forms: list[str]) -> tuple[int, str]:
        """How many of the words are one entry, and what it means; one word without a meaning is none."""
        for count in range(len(forms), 0, -1):
            form = " ".join(forms[:count])
            if form in self._standard:
                return count, self._standard[form]
            if form.startswith(AND_SO) and form[1:] in self._standard:
                return count, f"{form[0]} {self._standard[form[1:]]}"
        return 1, ""
