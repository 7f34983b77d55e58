from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FALLBACK = "nlu_fallback"
RANKING = 5
URGENT = ("danger_", "detention")


def understanding_of(parse_data: Mapping[str, Any]) -> dict[str, Any]:
    """The topic acted upon (`nlu_fallback` when unsure), the topics in question, most likely first, and how likely it
    is that any of the urgent ones is meant."""
    intent = parse_data.get("intent") or {}
    everything = [
        {"topic": candidate["name"], "confidence": _rounded(candidate["confidence"])}
        for candidate in parse_data.get("intent_ranking") or []
        if candidate["name"] != FALLBACK
    ]
    ranking = everything[:RANKING]
    confidence = _rounded(intent.get("confidence"))
    if intent.get("name") == FALLBACK:  # Rasa gives it the threshold as its confidence
        confidence = ranking[0]["confidence"] if ranking else 0.0
    return {
        "topic": intent.get("name"),
        "confidence": confidence,
        "ranking": ranking,
        "danger": _rounded(sum(each["confidence"] for each in everything if each["topic"].startswith(URGENT))),
        "entities": [
            {"entity": entity["entity"], "value": entity["value"]} for entity in parse_data.get("entities") or []
        ],
    }


def _rounded(confidence: Any) -> float:
    return round(float(confidence or 0.0), 4)
