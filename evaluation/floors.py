"""What each figure must reach in each language, and how far a language may be behind the best.

`floors.yml` is written by `python -m evaluation floors` and committed: who lowers a floor does it in the open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from evaluation import figures as names
from evaluation.figures import Figures
from evaluation.shares import Share

FILE = Path(__file__).parent / "floors.yml"
MARGIN = 0.02
# Of few messages two points are less than one message, and another processor's rounding may turn one round.
MESSAGES = 2.2
FURTHEST_BEHIND = 0.05
HIGH_IS_GOOD = (names.FIRST, names.AMONG_THREE, names.DANGER, names.LANGUAGE)
LOW_IS_GOOD = (names.WRONG, names.OUTSIDE_ANSWERED, names.LOOK_ALIKE)
_HEADER = """\
# Per language, what `make test` requires of the figures of evaluation/questions, in per cent.
# Written by `python -m evaluation floors`: what was found, less (or plus) {margin:.0f} points or two messages.
"""


@dataclass(frozen=True)
class Floors:
    """Shares from 0 to 1, by language and by figure."""

    at_least: Mapping[str, Mapping[str, float]]
    at_most: Mapping[str, Mapping[str, float]]


def read_floors(path: Path = FILE) -> Floors:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Floors(_shares(data["at_least"]), _shares(data["at_most"]))


def write_floors(figures: Mapping[str, Figures], path: Path = FILE) -> None:
    data = {
        "at_least": {code: _per_cent(found, HIGH_IS_GOOD, -1) for code, found in figures.items()},
        "at_most": {code: _per_cent(found, LOW_IS_GOOD, 1) for code, found in figures.items()},
    }
    text = _HEADER.format(margin=MARGIN * 100) + yaml.safe_dump(data, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def shortfalls(figures: Mapping[str, Figures], floors: Floors) -> list[str]:
    """One sentence for each figure that is not reached; none when all is well."""
    return [*_below(figures, floors), *_above(figures, floors), *_behind(figures)]


def _below(figures: Mapping[str, Figures], floors: Floors) -> Iterator[str]:
    for language, required in floors.at_least.items():
        for name, floor in required.items():
            found = _found(figures, language, name)
            if found is None or found < floor:
                yield f"{language}: {name}: found {_shown(found)}, at least {floor:.1%} is required."


def _above(figures: Mapping[str, Figures], floors: Floors) -> Iterator[str]:
    for language, required in floors.at_most.items():
        for name, ceiling in required.items():
            found = _found(figures, language, name)
            if found is None or found > ceiling:
                yield f"{language}: {name}: found {_shown(found)}, at most {ceiling:.1%} is allowed."


def _behind(figures: Mapping[str, Figures]) -> Iterator[str]:
    """A language with no questions at all is behind as well."""
    firsts = {language: found[names.FIRST].value for language, found in figures.items()}
    known = {language: value for language, value in firsts.items() if value is not None}
    best = max(known, key=lambda language: known[language], default=None)
    for language, value in firsts.items():
        if best is not None and (value is None or round(known[best] - value, 6) > FURTHEST_BEHIND):
            yield (
                f"{language}: {names.FIRST}: found {_shown(value)}, more than {FURTHEST_BEHIND * 100:.0f} points "
                f"behind {best} ({known[best]:.1%})."
            )


def _found(figures: Mapping[str, Figures], language: str, name: str) -> float | None:
    return figures.get(language, {}).get(name, Share(0, 0)).value


def _shown(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.1%}"


def _per_cent(figures: Figures, chosen: tuple[str, ...], direction: int) -> dict[str, float]:
    return {name: _with_margin(figures[name], direction) for name in chosen}


def _with_margin(share: Share, direction: int) -> float:
    margin = max(MARGIN, MESSAGES / share.whole) if share.whole else MARGIN
    return round(100 * min(1.0, max(0.0, (share.value or 0.0) + direction * margin)), 1)


def _shares(data: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {code: {name: float(value) / 100 for name, value in found.items()} for code, found in data.items()}
