"""What answers rest on."""

from dataclasses import dataclass

UNSURE = "unsure"


@dataclass(frozen=True)
class Fact:
    """`is_volatile`: a number, an amount or a date that changes often, and is therefore checked often."""

    id: str
    confidence: str
    is_volatile: bool = False
