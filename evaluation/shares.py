"""How many of how many."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

Item = TypeVar("Item")
_Z = 1.96


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; of nothing, there is no value."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval: where the true share is with a likelihood of 95 %."""
        if not self.whole:
            return 0.0, 1.0
        share, n = self.part / self.whole, self.whole
        centre = share + _Z**2 / (2 * n)
        spread = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        scale = 1 + _Z**2 / n
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)

    def __str__(self) -> str:
        return "–" if self.value is None else f"{self.value:.1%}"


def share_of(items: Iterable[Item], is_counted: Callable[[Item], bool]) -> Share:
    listed = list(items)
    return Share(sum(is_counted(item) for item in listed), len(listed))
