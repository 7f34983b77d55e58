"""`python -m brain.entities`: data/nlu/{countries,sectors,roles}.yml, the patterns that find what a message names.

A pattern matches in the normal form of `brain.text`, whole words, the longest name first. Arabic writes and, so, in,
to, like and the article together with the name; they may stand before it and are no part of what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from brain.text import normalise

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    "country": (ROOT / "content" / "countries.yml", ROOT / "data" / "nlu" / "countries.yml"),
    "sector": (ROOT / "content" / "sectors.yml", ROOT / "data" / "nlu" / "sectors.yml"),
    "role": (ROOT / "content" / "roles.yml", ROOT / "data" / "nlu" / "roles.yml"),
}
PARTICLES = [
    conjunction + preposition
    for conjunction in ("", "و", "ف")
    for preposition in ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل", "ع", "عال")
    if conjunction + preposition
]
ARABIC = re.compile("[\u0621-\u064a]")
# What is named by its form: times and sums of money.
FORMS = ROOT / "brain" / "amounts.yml"
FORMS_MADE = ROOT / "data" / "nlu" / "amounts.yml"
HEADER = "# Made by `python -m brain.entities` from {source}. Do not edit.\n"


def names(entity: str) -> list[str]:
    """Every name in normal form, longest first."""
    source = yaml.safe_load(SOURCES[entity][0].read_text(encoding="utf-8"))
    (entries,) = source.values()
    found = {normalise(str(name)) for entry in entries.values() for name in _names_of(entry)}
    return sorted(filter(lambda name: not _is_covered(name, found), found), key=lambda name: (-len(name), name))


def pattern(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(_word_starts())})(?:{'|'.join(map(_spelt, words))})(?!\w)"


def document(entity: str) -> str:
    source = SOURCES[entity][0].relative_to(ROOT)
    body = f'version: "3.1"\n\nnlu:\n- regex: {entity}\n  examples: |\n    - {pattern(names(entity))}\n'
    return HEADER.format(source=source) + body


def forms() -> dict[str, str]:
    """Entity to its pattern: times and sums of money, as people write them."""
    found = yaml.safe_load(FORMS.read_text(encoding="utf-8"))
    return {entity: rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" for entity, patterns in found.items()}


def document_of_forms() -> str:
    listed = "".join(f"- regex: {entity}\n  examples: |\n    - {pattern}\n" for entity, pattern in forms().items())
    return HEADER.format(source=FORMS.relative_to(ROOT)) + f'version: "3.1"\n\nnlu:\n{listed}'


def _is_covered(name: str, found: set[str]) -> bool:
    """Written with particles that the pattern allows before a name anyway; the article may be part of the name."""
    return any(name.removeprefix(particle) in found - {name} for particle in PARTICLES if particle != "ال")


def _names_of(entry: dict[str, Any]) -> Iterable[Any]:
    by_language = entry.get("aliases", entry)
    yield from entry.get("name", {}).values()
    for words in by_language.values():
        if isinstance(words, list):
            yield from words


def _spelt(name: str) -> str:
    """In Arabic an adjective takes its noun's article: عامله منزليه, العامله المنزليه."""
    return " (?:ال)?".join(map(re.escape, name.split(" "))) if ARABIC.search(name) else re.escape(name)


def _word_starts() -> Iterable[str]:
    yield r"(?<!\w)"
    for particle in PARTICLES:
        yield rf"(?<=(?<!\w){particle})"


def main() -> None:
    for entity, (_, made) in SOURCES.items():
        made.write_text(document(entity), encoding="utf-8")
        print(f"{made.relative_to(ROOT)}: {len(names(entity))} names")
    FORMS_MADE.write_text(document_of_forms(), encoding="utf-8")


if __name__ == "__main__":
    main()
