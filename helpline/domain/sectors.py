"""Which kind of work a person names."""

from collections.abc import Iterable, Mapping

from helpline.domain.normal_form import normal_form


class SectorWords:
    """The names of each sector, in any language."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._sectors = {_plain(name): sector for sector, listed in names.items() for name in listed}

    def of(self, name: str) -> str:
        """The sector of a name as it was written; empty when it is none."""
        return self._sectors.get(_plain(name), "")


def _plain(name: str) -> str:
    """Without the articles of Arabic, which nouns and their adjectives take together: العاملة المنزلية."""
    return " ".join(word.removeprefix("ال") for word in normal_form(name).split(" "))
