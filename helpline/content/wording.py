"""`content/wording/<language>.yml` and `content/commands.yml`: the system's sentences, and words that command it."""

from collections.abc import Mapping
from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.choices import ChoiceWords
from helpline.domain.commands import Command, CommandWords
from helpline.domain.languages import DEFAULT, SERVED
from helpline.errors import ContentError


class Wording:
    """Sentences by key and language. A key that is missing in a language is an error at the start, not at night."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self._sentences = sentences
        keys = set(sentences[DEFAULT])
        for language in SERVED:
            missing = keys ^ set(sentences.get(language, {}))
            if missing:
                raise ContentError(
                    f"content/wording/{language}.yml differs from en.yml in: {', '.join(sorted(missing))}."
                )

    def say(self, language: str, key: str, **params: str) -> str:
        """The sentence with its placeholders filled. Raises KeyError for an unknown key."""
        sentences = self._sentences[language if language in self._sentences else DEFAULT]
        return sentences[key].format_map(params)

    def has(self, key: str) -> bool:
        return key in self._sentences[DEFAULT]

    def keys(self) -> set[str]:
        return set(self._sentences[DEFAULT])


def read_wording(content_dir: Path) -> Wording:
    sentences = {}
    for language in SERVED:
        data = read_yaml(content_dir / "wording" / f"{language}.yml")
        sentences[language] = {key: str(text).strip() for key, text in data.items()}
    return Wording(sentences)


def read_commands(content_dir: Path) -> CommandWords:
    path = content_dir / "commands.yml"
    data = read_yaml(path)
    phrases = {
        _command(path, name): [str(phrase) for listed in by_language.values() for phrase in listed]
        for name, by_language in (data.get("commands") or {}).items()
    }
    obeyed = {_command(path, name): map(str, words) for name, words in (data.get("obeyed_on_sms") or {}).items()}
    return CommandWords(phrases, obeyed)


def read_choice_words(content_dir: Path) -> ChoiceWords:
    data = read_yaml(content_dir / "commands.yml")
    return ChoiceWords(*(_all_words(data.get(name)) for name in ("before_number", "plain_words")))


def _all_words(by_language: Mapping[str, list[str]] | None) -> list[str]:
    return [str(word) for listed in (by_language or {}).values() for word in listed]


def _command(path: Path, name: str) -> Command:
    try:
        return Command(name)
    except ValueError:
        raise ContentError(f"{path}: there is no command {name}.") from None
