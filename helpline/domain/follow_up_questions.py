"""Short questions that make sense only after an answer: "how much?", "and my wife?"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpline.domain.normal_form import normal_form, words_of

# What is longer speaks for itself.
MOST_WORDS = 6
_OPENING = re.compile(r"^(?:and|et|but|mais|ok|طيب|و) ")
SAME = "same"


@dataclass(frozen=True)
class Aspect:
    """`leads_to` is the topic meant, by the topic that was answered last; `default` is for all others."""

    name: str
    words: tuple[str, ...]
    leads_to: Mapping[str, str]


class FollowUpQuestions:
    def __init__(self, aspects: Iterable[Aspect]) -> None:
        self._aspects = [(aspect, _pattern(aspect.words)) for aspect in aspects]

    def is_nothing_else(self, text: str) -> bool:
        """`c'est combien ?`: means nothing without what was said before, whatever a classifier thinks."""
        form = _OPENING.sub("", " ".join(words_of(text)))
        return any(pattern.fullmatch(form) for _, pattern in self._aspects)

    def topic_meant(self, text: str, last_topic: str) -> str | None:
        """The topic that a short question is about, which may be the last one; None when it is no such question."""
        if len(words_of(text)) > MOST_WORDS:
            return None
        form = _OPENING.sub("", normal_form(text))
        # The longest words decide: "how much time" is not about money.
        found = [(match.end() - match.start(), aspect) for aspect, p in self._aspects if (match := p.search(form))]
        if not found:
            return None
        aspect = max(found, key=lambda pair: pair[0])[1]
        topic = aspect.leads_to.get(last_topic, aspect.leads_to.get("default", SAME))
        return last_topic if topic == SAME else topic


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A word after `=` must be the whole question: "ou" alone asks where, and between two words it is "or"."""
    anywhere = _either(word for word in words if not word.startswith("="))
    alone = _either(word.removeprefix("=") for word in words if word.startswith("="))
    return re.compile(rf"(?<!\w)و?(?:{anywhere})(?!\w)|^(?:{alone})\W*$")


def _either(words: Iterable[str]) -> str:
    """Never matches when there are none."""
    forms = sorted({normal_form(word) for word in words}, key=len, reverse=True)
    return "|".join(map(re.escape, forms)) or r"(?!)"
