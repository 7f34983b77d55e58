"""`content/simulator/<language>.yml`: what the page says, by key and language."""

import string
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.console.sentences import Sentence, Speech
from helpline.content.files import read_yaml
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import ContentError


def read_sentences(content_dir: Path) -> dict[str, Speech]:
    """Raises ContentError when the languages do not have the same keys and placeholders."""
    found = {code: read_yaml(content_dir / "simulator" / f"{code}.yml") for code in SERVED}
    model = _placeholders(found[DEFAULT])
    for code, sentences in found.items():
        own = _placeholders(sentences)
        wrong = sorted(key for key in model.keys() | own.keys() if model.get(key) != own.get(key))
        if wrong:
            raise ContentError(f"content/simulator/{code}.yml differs from {DEFAULT}.yml in: {', '.join(wrong)}.")
    return {code: Speech(code, sentences) for code, sentences in found.items()}


def _placeholders(sentences: Mapping[str, Sentence]) -> dict[str, set[str]]:
    return {key: {name for form in _forms(sentence) for name in _names(form)} for key, sentence in sentences.items()}


def _forms(sentence: Sentence) -> Iterator[str]:
    yield from [sentence] if isinstance(sentence, str) else sentence.values()


def _names(form: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(form) if name)
