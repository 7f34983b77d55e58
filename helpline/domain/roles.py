"""Whether a text says that its writer is an employer or a worker."""

import re
from collections.abc import Iterable, Mapping

from helpline.domain.normal_form import normal_form

WORKER, EMPLOYER = "worker", "employer"


class RoleWords:
    """Sentences by role; the worker's are looked for first, since they include "I am not an employer"."""

    def __init__(self, sentences: Mapping[str, Iterable[str]]) -> None:
        self._patterns = {role: _pattern(sentences[role]) for role in (WORKER, EMPLOYER)}

    def named(self, text: str) -> str:
        """`worker`, `employer`, or empty."""
        form = normal_form(text)
        return next((role for role, pattern in self._patterns.items() if pattern.search(form)), "")


def _pattern(sentences: Iterable[str]) -> re.Pattern[str]:
    forms = sorted({normal_form(sentence) for sentence in sentences}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
