"""Recognises danger in a message, on this machine, before anything else looks at it.

Signs are written by caseworkers in `content/safeguarding/<language>.yml`; the syntax is described in
`docs/content-format.md`. All languages are tried on every message, since people mix them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpline.domain.normal_form import normal_form
from helpline.errors import ContentError

_GAP = r"(?:\W+\w+){0,4}?"
_WORD = r"[^\W_]"
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


class SafeguardingScreen:
    """Compiled once at the start; `examine` takes well under a millisecond for a usual message."""

    def __init__(self, lists: Iterable[SignList]) -> None:
        self._signs: list[tuple[str, str, re.Pattern[str]]] = []
        harmless: list[str] = []
        for sign_list in lists:
            harmless += [compile_sign(sign).pattern for sign in sign_list.harmless]
            for topic, signs in sign_list.signs.items():
                patterns = "|".join(compile_sign(sign).pattern for sign in signs)
                if patterns:
                    self._signs.append((sign_list.language, topic, re.compile(patterns)))
        self._harmless = re.compile("|".join(harmless)) if harmless else None

    def examine(self, text: str) -> Danger | None:
        """The danger that the text tells of, or None."""
        form = normal_form(text)
        if self._harmless:
            form = self._harmless.sub(" | ", form)
        found = [(topic, language) for language, topic, pattern in self._signs if pattern.search(form)]
        if not found:
            return None
        found.sort(key=lambda hit: TOPIC_ORDER.index(hit[0]) if hit[0] in TOPIC_ORDER else len(TOPIC_ORDER))
        topics = tuple(dict.fromkeys(topic for topic, _ in found))
        return Danger(topic=topics[0], topics=topics, language=found[0][1])


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
