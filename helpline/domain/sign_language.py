"""The language in which caseworkers write danger signs, turned into patterns over the normal form.

`docs/content-format.md` describes it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from helpline.domain.normal_form import normal_form
from helpline.errors import ContentError

_GAP = r"(?:\W+\w+){0,4}?"
_WORD = r"[^\W_]"
_PIECES = re.compile(r"\w+")
_TOKEN = re.compile(r"\.\.\.|\([^()]*\)\??|[^\s()]+")


@dataclass(frozen=True)
class Sign:
    """`anchors` are words of which one must be in the text for the pattern to be worth trying; empty: always try."""

    language: str
    topic: str
    pattern: re.Pattern[str]
    anchors: frozenset[str]

    @classmethod
    def written(cls, sign: str, language: str, topic: str = "") -> "Sign":
        return cls(language, topic, compile_sign(sign), anchors_of(sign))


class SignIndex:
    """Finds the few signs that a text can match at all: there are more than a thousand, and a text has few words."""

    def __init__(self, signs: Iterable[Sign]) -> None:
        self._by_word: dict[str, list[Sign]] = defaultdict(list)
        self._always: list[Sign] = []
        for sign in signs:
            for anchor in sign.anchors:
                self._by_word[anchor].append(sign)
            if not sign.anchors:
                self._always.append(sign)

    def worth_trying(self, form: str) -> list[Sign]:
        words = set(_PIECES.findall(form))
        found = {id(sign): sign for word in words for sign in self._by_word.get(word, ())}
        return [*self._always, *found.values()]

    def matching(self, form: str) -> list[Sign]:
        return [sign for sign in self.worth_trying(form) if sign.pattern.search(form)]

    def without(self, form: str) -> str:
        """The text after the words of every sign have been taken out."""
        for sign in self.worth_trying(form):
            form = sign.pattern.sub(" | ", form)
        return form


def anchors_of(sign: str) -> frozenset[str]:
    """Of the parts that must be there and have no `*`, the one with the longest words; empty when there is none."""
    best: frozenset[str] = frozenset()
    for token in _TOKEN.findall(sign):
        if token == "..." or token.endswith("?") or "*" in token:
            continue
        inner = token[1:-1] if token.startswith("(") else token
        pieces = [_PIECES.findall(normal_form(option)) for option in inner.split("|") if option.strip()]
        words = frozenset(max(found, key=len) for found in pieces if found)
        if len(words) and all(pieces) and (not best or min(map(len, words)) > min(map(len, best))):
            best = words
    return best


def compile_sign(sign: str) -> re.Pattern[str]:
    """Turns a sign as written into a pattern over the normal form. Raises ContentError for a sign that says nothing."""
    pattern, at_start, empty = "", True, True
    for token in _TOKEN.findall(sign):
        if token == "...":
            pattern += "" if at_start else _GAP
            continue
        optional = token.endswith("?")
        body = _alternatives(token.removesuffix("?"))
        if optional:
            pattern += rf"(?:{body}\W+)?" if at_start else rf"(?:\W+{body})?"
        else:
            pattern += body if at_start else rf"\W+{body}"
            at_start = empty = False
    if empty:
        raise ContentError(f"The sign {sign!r} has no word that must be there.")
    return re.compile(rf"(?<!\w){pattern}(?!\w)")


def _alternatives(token: str) -> str:
    inner = token[1:-1] if token.startswith("(") else token
    options = [_words(option) for option in inner.split("|") if option.strip()]
    return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"


def _words(option: str) -> str:
    return r"\W+".join(_word(word) for word in option.split())


def _word(word: str) -> str:
    body = re.escape(normal_form(word.strip("*")))
    return (f"{_WORD}*" if word.startswith("*") else "") + body + (f"{_WORD}*" if word.endswith("*") else "")
