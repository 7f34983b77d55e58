"""What a turn wants changed. Actions return effects as data; the gateway carries them out in the turn's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from helpline.errors import BrainUnavailable

# Effect type → its fields. An effect that is not listed here is refused, and the turn goes to a person.
FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "open_case": frozenset({"topic", "reason", "priority"}),
        "set_language": frozenset({"language"}),
        "set_country": frozenset({"country"}),
        "set_origin": frozenset({"country"}),
        "set_role": frozenset({"role"}),
        "set_sector": frozenset({"sector"}),
        "rate_answer": frozenset({"answer", "helped"}),
        "answer_given": frozenset({"answer", "topic"}),
        "ask_erase": frozenset(),
        "erase_me": frozenset(),
        "stop": frozenset(),
        "start": frozenset(),
        "back_to_bot": frozenset(),
        "show_case_status": frozenset(),
    }
)


@dataclass(frozen=True)
class Effect:
    type: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def read_effect(data: object) -> Effect:
    """Raises BrainUnavailable when the brain sent something that is not an effect."""
    if not isinstance(data, dict) or data.get("type") not in FIELDS:
        raise BrainUnavailable("The brain sent an effect of an unknown type.")
    values = {name: str(value) for name, value in data.items() if name != "type" and value is not None}
    if not values.keys() <= FIELDS[data["type"]]:
        raise BrainUnavailable(f"The effect {data['type']} has fields that it must not have.")
    return Effect(data["type"], values)
