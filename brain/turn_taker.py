from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from brain.action_server import ActionServer
from brain.choices import UnknownChoice, read_choice
from brain.dialogue import packed
from brain.logs import log
from brain.output import TurnOutput
from brain.problems import Problem
from brain.turn import Turn, current_turn
from brain.turn_request import TurnRequest
from brain.understanding import understanding_of


class TurnTaker:
    """Lets Rasa take one turn. Turns share nothing, so none waits for another's lock."""

    def __init__(self, agent: Agent, turns_kept: int) -> None:
        self._turns_kept = turns_kept
        self._processor = agent.processor
        self._intents = frozenset(agent.domain.intents)
        self._action_server = ActionServer(agent.action_endpoint, agent.domain, agent.model_id)

    async def take(self, request: TurnRequest) -> dict[str, Any]:
        output = TurnOutput()
        turn = Turn(request.dialogue, self._action_server)
        token = current_turn.set(turn)
        try:
            await self._processor.handle_message(self._message(request, output))
        finally:
            current_turn.reset(token)
        self._check(request, turn, output)
        assert turn.tracker is not None and turn.tracker.latest_message is not None
        return {
            "replies": output.replies,
            "effects": output.effects,
            "understanding": understanding_of(turn.tracker.latest_message.parse_data),
            "dialogue": packed((event.as_dict() for event in turn.tracker.events), self._turns_kept),
        }

    async def close(self) -> None:
        await self._action_server.close()

    def _message(self, request: TurnRequest, output: TurnOutput) -> UserMessage:
        text, parse_data = request.text, None
        if request.choice:
            choice = self._choice(request.choice)
            text, parse_data = choice.text, choice.parse_data
        return UserMessage(
            text,
            output,
            request.conversation,
            parse_data=parse_data,
            input_channel=output.name(),
            message_id=request.message_id,
            metadata={"profile": request.profile},
        )

    def _choice(self, value: str) -> Any:
        try:
            return read_choice(value, self._intents)
        except UnknownChoice:
            raise Problem(HTTPStatus.BAD_REQUEST, "choice_unknown") from None

    @staticmethod
    def _check(request: TurnRequest, turn: Turn, output: TurnOutput) -> None:
        for failure in turn.failures:
            log("action_failed", conversation=request.conversation, action=failure.action, error=failure.error)
        if turn.failures:
            raise Problem(HTTPStatus.BAD_GATEWAY, "action_failed")
        if output.unreadable:
            raise Problem(HTTPStatus.BAD_GATEWAY, "answer_unreadable")
        if not output.replies and not output.effects:
            raise Problem(HTTPStatus.BAD_GATEWAY, "turn_without_answer")
