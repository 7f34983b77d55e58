from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from brain.problems import Problem

LARGEST_BODY = 256 * 1024
LONGEST_ID = 200
PROFILE = ("language", "country", "origin", "role", "sector")


@dataclass(frozen=True)
class TurnRequest:
    conversation: str
    message_id: str
    text: str | None
    choice: str | None
    profile: dict[str, str | None]
    dialogue: dict[str, Any]


def read_turn_request(body: bytes) -> TurnRequest:
    if len(body) > LARGEST_BODY:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large")
    fields = _object(body)
    text, choice = _optional_text(fields, "text"), _optional_text(fields, "choice")
    if not (choice or (text and text.strip())):
        raise Problem(HTTPStatus.BAD_REQUEST, "text_or_choice_missing")
    return TurnRequest(
        conversation=_id(fields, "conversation"),
        message_id=_id(fields, "message_id"),
        text=text,
        choice=choice or None,
        profile=_profile(_mapping(fields, "profile")),
        dialogue=_mapping(fields, "dialogue"),
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem(HTTPStatus.BAD_REQUEST, "not_json") from None
    if not isinstance(fields, dict):
        raise Problem(HTTPStatus.BAD_REQUEST, "not_an_object")
    return fields


def _id(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}_malformed")
    return value


def _optional_text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}_malformed")
    return value


def _mapping(fields: dict[str, Any], name: str) -> dict[str, Any]:
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Problem(HTTPStatus.BAD_REQUEST, f"{name}_malformed")
    return value


def _profile(given: dict[str, Any]) -> dict[str, str | None]:
    profile = {name: given.get(name) or None for name in PROFILE}
    if not all(value is None or isinstance(value, str) for value in profile.values()):
        raise Problem(HTTPStatus.BAD_REQUEST, "profile_malformed")
    return profile
