"""The ranking that decides: Rasa's, together with what the FAQ's own phrasings say, as the actions do it."""

from collections.abc import Sequence

from actions.knowledge import SEARCH_WEIGHTS
from helpline.domain.choosing import fused
from helpline.storage.database import Database
from helpline.usecases.search_faq import FaqSearch

Ranking = Sequence[tuple[str, float]]


class Fusing:
    """Reads the FAQ of one database; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._search = FaqSearch(database)

    def ranking(self, text: str, language: str, of_brain: Ranking) -> tuple[tuple[str, float], ...]:
        """By topic: entries that stand for themselves count as one."""
        found: dict[str, float] = {}
        for name, score in fused(of_brain, self._search.search(text, language), SEARCH_WEIGHTS):
            found.setdefault(name.partition(":")[0], score)
        return tuple(found.items())
