"""Recognises danger in a message, on this machine, before anything else looks at it.

Signs are written by caseworkers in `content/safeguarding/<language>.yml`; the syntax is described in
`docs/content-format.md`. All languages are tried on every message, since people mix them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpline.domain.normal_form import normal_form
from helpline.errors import ContentError

_GAP = r"(?:\W+\w+){0,4}?"
_WORD = r"[^\W_]"
_PIECES = re.compile(r"\w+")
_TOKEN = re.compile(r"\.\.\.|\([^()]*\)\??|[^\s()]+")

# Which topic counts when a message shows several.
TOPIC_ORDER = (
    "danger_self_harm",
    "danger_violence",
    "danger_medical",
    "danger_journey",
    "danger_forced_labour",
    "detention",
)


@dataclass(frozen=True)
class Danger:
    """`topic` is the gravest one found; `language` is that of the sign which matched."""

    topic: str
    topics: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class SignList:
    """The danger signs of one language, as written."""

    language: str
    signs: Mapping[str, tuple[str, ...]]
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sign:
    """`anchors` are words of which one must be in the text for the pattern to be worth trying; empty: always try."""

    language: str
    topic: str
    pattern: re.Pattern[str]
    anchors: frozenset[str]


class _SignIndex:
    """Finds the few signs that a text can match at all: there are more than a thousand, and a text has few words."""

    def __init__(self, signs: Iterable[_Sign]) -> None:
        self._by_word: dict[str, list[_Sign]] = defaultdict(list)
        self._always: list[_Sign] = []
        for sign in signs:
            for anchor in sign.anchors:
                self._by_word[anchor].append(sign)
            if not sign.anchors:
                self._always.append(sign)

    def worth_trying(self, form: str) -> list[_Sign]:
        words = set(_PIECES.findall(form))
        found = {id(sign): sign for word in words for sign in self._by_word.get(word, ())}
        return [*self._always, *found.values()]


class SafeguardingScreen:
    """Compiled once at the start; `examine` takes about two milliseconds for a usual message."""

    def __init__(self, lists: Iterable[SignList]) -> None:
        listed = list(lists)
        self._signs = _SignIndex(
            _sign(found.language, topic, sign)
            for found in listed
            for topic, signs in found.signs.items()
            for sign in signs
        )
        self._harmless = _SignIndex(_sign(found.language, "", sign) for found in listed for sign in found.harmless)

    def examine(self, text: str) -> Danger | None:
        """The danger that the text tells of, or None."""
        form = normal_form(text)
        for harmless in self._harmless.worth_trying(form):
            form = harmless.pattern.sub(" | ", form)
        found = [sign for sign in self._signs.worth_trying(form) if sign.pattern.search(form)]
        if not found:
            return None
        found.sort(key=lambda sign: (_gravity(sign.topic), sign.language))
        topics = tuple(dict.fromkeys(sign.topic for sign in found))
        return Danger(topic=topics[0], topics=topics, language=found[0].language)


def _gravity(topic: str) -> int:
    return TOPIC_ORDER.index(topic) if topic in TOPIC_ORDER else len(TOPIC_ORDER)


def _sign(language: str, topic: str, sign: str) -> _Sign:
    return _Sign(language, topic, compile_sign(sign), anchors_of(sign))


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
