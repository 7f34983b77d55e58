"""`POST /webhooks/brain/turn`: a message and its dialogue in; replies, effects and the dialogue out."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from brain import remote_action
from brain.dialogue import TURNS
from brain.logs import log, seal
from brain.problems import Problem, answer_library_problem, problem_response
from brain.turn_request import read_turn_request
from brain.turn_taker import TurnTaker

LARGEST_READ = 4 * 1024 * 1024  # up to here a body that is too large gets its answer; beyond, the connection is cut


class BrainInput(InputChannel):
    def __init__(self, token: str, turns_kept: int) -> None:
        if not token.strip():
            raise ValueError("BRAIN_TOKEN is empty")
        self._token = token.encode()
        self._turns_kept = turns_kept
        self._turns: TurnTaker | None = None

    @classmethod
    def name(cls) -> str:
        return "brain"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> BrainInput:
        remote_action.install()
        settings = credentials or {}
        return cls(str(settings.get("token") or ""), int(settings.get("turns_kept") or TURNS))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("brain")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"}) if self._turns else problem_response(_not_ready())

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._answer(request)

        blueprint.listener("after_server_start")(self._open)
        blueprint.listener("before_server_stop")(self._close)
        return blueprint

    async def _open(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        answer_library_problem(app)
        app.config.REQUEST_MAX_SIZE = LARGEST_READ
        if not app.ctx.agent.is_ready():
            raise RuntimeError("the model could not be loaded")
        self._turns = TurnTaker(app.ctx.agent, self._turns_kept)
        seal()
        log("brain_ready", logging.INFO, model=app.ctx.agent.model_name)

    async def _close(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        if self._turns:
            await self._turns.close()

    async def _answer(self, request: Request) -> HTTPResponse:
        try:
            self._authenticate(request)
            if self._turns is None:
                raise _not_ready()
            return json(await self._turns.take(read_turn_request(request.body)))
        except Problem as problem:
            log("turn_refused", status=problem.status.value, code=problem.code)
            return problem_response(problem)
        except Exception as error:  # the last line: nothing of the error but its class leaves the process
            log("turn_failed", logging.ERROR, error=type(error).__name__)
            return problem_response(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "turn_failed"))

    def _authenticate(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(token.encode("utf-8", "replace"), self._token):
            raise Problem(HTTPStatus.UNAUTHORIZED, "token_wrong")


def _not_ready() -> Problem:
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready")
