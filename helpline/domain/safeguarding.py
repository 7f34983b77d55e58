"""Recognises danger in a message, on this machine, before anything else looks at it.

Signs are written by caseworkers in `content/safeguarding/<language>.yml`. All languages are tried on every message, since
people mix them. `docs/safeguarding.md` says how the signs and Rasa decide together.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from helpline.domain.normal_form import normal_form
from helpline.domain.sign_language import Sign, SignIndex

# Which topic counts when a message shows several.
TOPIC_ORDER = (
    "danger_self_harm",
    "danger_violence",
    "danger_medical",
    "danger_journey",
    "danger_forced_labour",
    "detention",
)
_SENTENCE_ENDS = re.compile(r"[.!?؟\n;؛…]+")


@dataclass(frozen=True)
class Danger:
    """`topic` is the gravest one found; `language` is that of the sign which matched.

    `is_sure` is said by a strong sign: no other opinion is asked for.
    """

    topic: str
    topics: tuple[str, ...]
    language: str
    is_sure: bool = False


@dataclass(frozen=True)
class SignList:
    """The danger signs of one language, as written. `contexts` take away what `signs` found in the same sentence."""

    language: str
    signs: Mapping[str, tuple[str, ...]]
    harmless: tuple[str, ...] = ()
    strong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contexts: tuple[str, ...] = ()


class SafeguardingScreen:
    """Compiled once at the start; `examine` takes about two milliseconds for a usual message."""

    def __init__(self, lists: Iterable[SignList]) -> None:
        listed = list(lists)
        self._strong = _index((found.language, found.strong) for found in listed)
        self._signs = _index((found.language, found.signs) for found in listed)
        self._contexts = _index((found.language, {"": found.contexts}) for found in listed)
        self._harmless = _index((found.language, {"": found.harmless}) for found in listed)

    def examine(self, text: str) -> Danger | None:
        """The danger that the text tells of, as far as signs can tell, or None."""
        sentences = [form for part in _SENTENCE_ENDS.split(text) if (form := normal_form(part))]
        whole = " | ".join(sentences)
        strong = self._strong.matching(whole)
        found = strong + self._signs.matching(self._harmless.without(self._out_of_context(sentences)))
        if not found:
            return None
        found.sort(key=lambda sign: (_gravity(sign.topic), sign.language))
        topics = tuple(dict.fromkeys(sign.topic for sign in found))
        return Danger(topic=topics[0], topics=topics, language=found[0].language, is_sure=bool(strong))

    def _out_of_context(self, sentences: list[str]) -> str:
        return " | ".join(sentence for sentence in sentences if not self._contexts.matching(sentence))


def _index(lists: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> SignIndex:
    return SignIndex(
        Sign.written(sign, language, topic)
        for language, by_topic in lists
        for topic, signs in by_topic.items()
        for sign in signs
    )


def _gravity(topic: str) -> int:
    return TOPIC_ORDER.index(topic) if topic in TOPIC_ORDER else len(TOPIC_ORDER)
