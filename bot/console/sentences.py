"""`content/<page>/<language>.yml`: what the console, or the simulator, says by key and language, with plural forms."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.console.bidi import isolate
from helpline.content.files import read_yaml
from helpline.domain.languages import DEFAULT, SERVED, direction_of
from helpline.errors import ContentError

# A sentence, or its forms by plural category.
Sentence = str | Mapping[str, str]


@dataclass(frozen=True)
class Speech:
    """Speaks one language."""

    language: str
    sentences: Mapping[str, Sentence]

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def __call__(self, key: str, count: int | None = None, **params: str) -> str:
        """The sentence with its placeholders filled. Raises KeyError for an unknown key: a programming error."""
        sentence = self.sentences[key]
        if not isinstance(sentence, str):
            sentence = sentence.get(plural_category(self.language, count or 0)) or sentence["other"]
        values = {name: isolate(value, self.direction) for name, value in params.items()}
        return sentence.format_map(values if count is None else {"count": str(count), **values})

    def or_else(self, key: str, otherwise: str) -> str:
        """For names that come from data, such as a reason that a later version invented."""
        return self(key) if key in self.sentences else otherwise


def read_sentences(content_dir: Path, page: str = "console") -> dict[str, Speech]:
    """By language; a language that people are served in need not be one of the page's.

    Raises ContentError when the languages do not have the same keys and placeholders.
    """
    folder = content_dir / page
    codes = [code for code in SERVED if code == DEFAULT or (folder / f"{code}.yml").is_file()]
    found = {code: Speech(code, _read(folder / f"{code}.yml")) for code in codes}
    model = _placeholders(found[DEFAULT].sentences)
    for code, speech in found.items():
        own = _placeholders(speech.sentences)
        wrong = sorted(key for key in model.keys() | own.keys() if model.get(key) != own.get(key))
        if wrong:
            raise ContentError(f"content/{page}/{code}.yml differs from {DEFAULT}.yml in: {', '.join(wrong)}.")
    return found


def speech_for(sentences: Mapping[str, Speech], language: str | None) -> Speech:
    return sentences[language if language and language in sentences else DEFAULT]


def plural_category(language: str, count: int) -> str:
    """As in the Unicode plural rules, for whole numbers of the languages that are served."""
    if language == "ar":
        return _arabic_category(count)
    if language == "fr":
        return "one" if count in (0, 1) else "other"
    return "one" if count == 1 else "other"


def _arabic_category(count: int) -> str:
    if count <= 2:
        return ("zero", "one", "two")[count]
    if 3 <= count % 100 <= 10:
        return "few"
    return "many" if 11 <= count % 100 <= 99 else "other"


def _read(path: Path) -> dict[str, Sentence]:
    return {key: value if isinstance(value, dict) else str(value) for key, value in read_yaml(path).items()}


def _placeholders(sentences: Mapping[str, Sentence]) -> dict[str, frozenset[str]]:
    """By key; forms of a plural may say the count in words (`two cases`)."""
    found = {}
    for key, sentence in sentences.items():
        forms = [sentence] if isinstance(sentence, str) else sentence.values()
        names = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}
        found[key] = frozenset(names)
    return found
