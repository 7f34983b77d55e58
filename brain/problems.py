"""Errors over HTTP: RFC 9457 documents that quote nothing of the request."""

from __future__ import annotations

from http import HTTPStatus

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json


class Problem(Exception):
    """Ends a request with this status; `code` names what went wrong."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def problem_response(problem: Problem) -> HTTPResponse:
    body = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "code": problem.code,
    }
    return json(body, status=problem.status.value, content_type="application/problem+json")


def answer_library_problem(app: Sanic) -> None:
    """What sanic itself refuses (no such page, body over its limit) has the same form."""

    async def answer(request: Request, error: SanicException) -> HTTPResponse:
        status = HTTPStatus(error.status_code or HTTPStatus.INTERNAL_SERVER_ERROR)
        return problem_response(Problem(status, "request_refused"))

    app.error_handler.add(SanicException, answer)
