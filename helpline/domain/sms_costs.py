"""What SMS cost: segments, and money where the price of a country is known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class SmsPrices:
    """`per_segment` by ISO code. Empty where nobody has entered a price."""

    currency: str = ""
    per_segment: Mapping[str, Decimal] = field(default_factory=dict)

    def cost(self, country: str, segments: int) -> Decimal | None:
        price = self.per_segment.get(country)
        return None if price is None else price * segments


@dataclass(frozen=True)
class PaidSms:
    """One SMS that was sent. `country` is its number's, `answer` the id of the answer in it; either may be empty."""

    country: str
    answer: str
    segments: int


@dataclass(frozen=True)
class CostLine:
    """`cost` covers the segments whose price is known; `unpriced` counts the others."""

    name: str
    messages: int
    segments: int
    cost: Decimal
    unpriced: int


def cost_lines(sent: Iterable[PaidSms], prices: SmsPrices, name: Callable[[PaidSms], str]) -> list[CostLine]:
    """Grouped, the most segments first."""
    groups: dict[str, list[PaidSms]] = {}
    for sms in sent:
        groups.setdefault(name(sms), []).append(sms)
    lines = [_line(group, found, prices) for group, found in groups.items()]
    return sorted(lines, key=lambda line: (-line.segments, line.name))


def _line(name: str, found: list[PaidSms], prices: SmsPrices) -> CostLine:
    costs = [prices.cost(sms.country, sms.segments) for sms in found]
    return CostLine(
        name=name,
        messages=len(found),
        segments=sum(sms.segments for sms in found),
        cost=sum((cost for cost in costs if cost is not None), Decimal(0)),
        unpriced=sum(sms.segments for sms, cost in zip(found, costs, strict=True) if cost is None),
    )
