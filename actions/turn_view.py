"""What an action sees of a turn, read once from Rasa's tracker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpline.domain.conversations import Profile
from helpline.domain.languages import served_or_default


@dataclass(frozen=True)
class TurnView:
    """`ranking` is ordered, best first; `entities` are pairs of kind and words, in the order of the text.

    `with_faq` is the ranking together with the FAQ's own words, once that has been searched; a turn searches it once.
    `parts` are the likeliest topics of the sentences of a text that has several, each with its probability.
    """

    intent: str
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[tuple[str, str], ...]
    profile: Profile
    slots: Mapping[str, Any]
    is_choice: bool
    text: str = ""
    parts: tuple[tuple[str, float], ...] = ()
    with_faq: tuple[tuple[str, float], ...] | None = None

    def entity(self, kind: str) -> str:
        return next((value for found, value in self.entities if found == kind), "")

    def slot(self, name: str) -> str:
        return str(self.slots.get(name) or "")


def read_turn(message: Mapping[str, Any], slots: Mapping[str, Any]) -> TurnView:
    """`message` is the tracker's latest message."""
    intent = message.get("intent") or {}
    text = str(message.get("text") or "")
    ranking = _ranking(message.get("intent_ranking") or [intent])
    parts = tuple(part[0] for found in message.get("parts") or () if (part := _ranking(found)))
    entities = tuple((str(e["entity"]), str(e["value"])) for e in message.get("entities") or () if e.get("value"))
    profile = (message.get("metadata") or {}).get("profile") or {}
    return TurnView(
        intent=str(intent.get("name") or ""),
        ranking=tuple(pair for pair in ranking if pair[0] != "nlu_fallback"),
        parts=parts,
        entities=entities,
        profile=_profile(profile),
        slots=slots,
        is_choice=text.startswith("/"),
        text=text,
    )


def _ranking(entries: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((str(entry["name"]), float(entry.get("confidence") or 0.0)) for entry in entries if entry.get("name"))


def _profile(data: Mapping[str, Any]) -> Profile:
    return Profile(
        language=served_or_default(data.get("language")),
        country=str(data.get("country") or ""),
        origin=str(data.get("origin") or ""),
        role=str(data.get("role") or ""),
        sector=str(data.get("sector") or ""),
    )
