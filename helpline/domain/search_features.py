"""What of a text is compared in a search: words, stems and pieces, so that typos and endings matter less."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import snowballstemmer

from helpline.domain.normal_form import words_of

_STEMMERS = {"en": "english", "fr": "french", "ar": "arabic"}
_PIECE = 4


def features_of(text: str, languages: Sequence[str] = tuple(_STEMMERS)) -> Iterator[str]:
    """Stems are those of each of the languages: a message's language is a guess, that of an FAQ entry is known."""
    for word in words_of(text):
        yield word
        for language in languages:
            if language in _STEMMERS:
                yield f"{language}:{_stem(language, word)}"
        padded = f"_{word}_"
        for start in range(max(1, len(padded) - _PIECE + 1)):
            yield f"#{padded[start : start + _PIECE]}"


@lru_cache(maxsize=20_000)
def _stem(language: str, word: str) -> str:
    """A stemmer of its own each time: they keep the word they work on, and threads share this function."""
    return str(snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word))
