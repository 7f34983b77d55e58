"""Recognises danger in a message, on this machine, before anything else looks at it.

Signs are written by caseworkers in `content/safeguarding/<language>.yml`. All languages are tried on every message,
since people mix them. `docs/safeguarding.md` says how the signs and Rasa decide together.
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
_BETWEEN = " | "
_SENTENCE_ENDS = re.compile(r"[.!?؟\n;؛…]+")


@dataclass(frozen=True)
class Danger:
    """`topic` is the gravest one found; `language` is that of the sign which matched.

    `is_sure` is said by a strong sign out of every context: no other opinion is asked for.
    """

    topic: str
    topics: tuple[str, ...]
    language: str
    is_sure: bool = False


@dataclass(frozen=True)
class SignList:
    """The danger signs of one language, as written.

    `contexts` take away what `signs` find in the same sentence, and of `strong` only that they are sure.
    """

    language: str
    signs: Mapping[str, tuple[str, ...]]
    harmless: tuple[str, ...] = ()
    strong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contexts: tuple[str, ...] = ()


class _Language:
    """The signs of one language. What is harmless in it takes words only from its own signs."""

    def __init__(self, listed: SignList) -> None:
        self._strong = _index(listed.language, listed.strong)
        self._signs = _index(listed.language, listed.signs)
        self._harmless = _index(listed.language, {"": listed.harmless})
        self._contexts = _index(listed.language, {"": listed.contexts})

    def is_context(self, sentence: str) -> bool:
        return bool(self._contexts.matching(sentence))

    def strong_in(self, form: str) -> list[Sign]:
        return self._strong.matching(self._harmless.without(form))

    def signs_in(self, form: str) -> list[Sign]:
        return self._signs.matching(self._harmless.without(form))


class SafeguardingScreen:
    """Compiled once at the start; `examine` takes about two milliseconds for a usual message."""

    def __init__(self, lists: Iterable[SignList]) -> None:
        self._languages = [_Language(listed) for listed in lists]

    def examine(self, text: str) -> Danger | None:
        """The danger that the text tells of, as far as signs can tell, or None."""
        sentences = [form for part in _SENTENCE_ENDS.split(text) if (form := normal_form(part))]
        whole = _BETWEEN.join(sentences)
        outside = _BETWEEN.join(sentence for sentence in sentences if not self._is_in_context(sentence))
        found = [
            sign for language in self._languages for sign in (*language.strong_in(whole), *language.signs_in(outside))
        ]
        if not found:
            return None
        found.sort(key=lambda sign: (gravity(sign.topic), sign.language))
        topics = tuple(dict.fromkeys(sign.topic for sign in found))
        is_sure = any(language.strong_in(outside) for language in self._languages)
        return Danger(topic=topics[0], topics=topics, language=found[0].language, is_sure=is_sure)

    def _is_in_context(self, sentence: str) -> bool:
        return any(language.is_context(sentence) for language in self._languages)


def _index(language: str, by_topic: Mapping[str, Iterable[str]]) -> SignIndex:
    return SignIndex(Sign.written(sign, language, topic) for topic, signs in by_topic.items() for sign in signs)


def gravity(topic: str) -> int:
    """The gravest is 0."""
    return TOPIC_ORDER.index(topic) if topic in TOPIC_ORDER else len(TOPIC_ORDER)
