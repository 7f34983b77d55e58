"""Finds the language that a person names."""

from collections.abc import Iterable, Mapping

from helpline.domain.normal_form import normal_form, words_of


class LanguageNames:
    """Names by code, in any language and spelling."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._codes = {normal_form(name): code for code, listed in names.items() for name in listed}

    def named_alone(self, text: str) -> str | None:
        """The code when the whole message is the name of a language."""
        return self._codes.get(" ".join(words_of(text)))

    def named_last(self, text: str) -> str | None:
        """The last language in a text: "not English, I want French" wants French."""
        found = [self._codes[word] for word in words_of(text) if word in self._codes]
        return found[-1] if found else None
