"""`/webchat/conversations…`: a conversation is opened by its token, and by nothing else."""

import asyncio
import contextlib
import json
import math
import re
from collections.abc import AsyncIterator
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery
from litestar.response import ServerSentEvent, ServerSentEventMessage

from bot.console.sessions import client_address
from bot.live import watch
from bot.rate_limits import RateLimit
from bot.webchat.access import open_conversation, start_webchat
from bot.webchat.rendering import message_data
from bot.wiring import Gateway
from helpline.domain.messages import IncomingMessage
from helpline.errors import InvalidInput, NotFound
from helpline.storage import conversations, messages
from helpline.usecases.receive_message import receive_message

LONGEST_TEXT = 4000
LONGEST_BODY = 32 * 1024
_LONGEST_WAIT_SECONDS = 25.0
_HEARTBEAT_SECONDS = 15.0
_LOOK_AGAIN_SECONDS = 2.0
_HIGHEST_SEQ = 2**31 - 1
_CHOICE = re.compile(r"[a-z_]{1,60}(:[A-Za-z0-9_.-]{1,120})?")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

AnyRequest = Request[Any, Any, Any]


def webchat_api(gateway: Gateway) -> list[HTTPRouteHandler]:
    is_on = gateway.settings.helpline_rate_limits == "on"
    new_limit = RateLimit(burst=20, per_minute=20, is_on=is_on)
    message_limit = RateLimit(burst=15, per_minute=30, is_on=is_on)

    @post("/webchat/conversations", status_code=201)
    async def start(request: AnyRequest) -> dict[str, str]:
        new_limit.check(client_address(request, gateway.settings))
        body = await _read_object(request, may_be_empty=True)
        return await asyncio.to_thread(start_webchat, gateway.database, body.get("language"))

    @post("/webchat/conversations/{conversation_id:str}/messages", status_code=202)
    async def write(request: AnyRequest, conversation_id: FromPath[str]) -> dict[str, str]:
        await asyncio.to_thread(open_conversation, gateway.database, conversation_id, request.headers)
        message_limit.check(conversation_id)
        message = read_message(conversation_id, await _read_object(request))
        await asyncio.to_thread(receive_message, gateway.database, message, conversation_id)
        return {"id": message.provider_id.partition(":")[2]}

    @get("/webchat/conversations/{conversation_id:str}/messages")
    async def read(
        request: AnyRequest, conversation_id: FromPath[str], after: FromQuery[int] = 0, wait: FromQuery[float] = 0.0
    ) -> Response[dict[str, Any]]:
        await asyncio.to_thread(open_conversation, gateway.database, conversation_id, request.headers)
        seconds = min(max(wait, 0.0), _LONGEST_WAIT_SECONDS) if math.isfinite(wait) else 0.0
        found = await _wait_for_messages(gateway, conversation_id, read_seq(after), seconds)
        return Response({"messages": found}, headers={"Cache-Control": "no-store"})

    @get("/webchat/conversations/{conversation_id:str}/events")
    async def events(request: AnyRequest, conversation_id: FromPath[str], after: FromQuery[int] = 0) -> ServerSentEvent:
        await asyncio.to_thread(open_conversation, gateway.database, conversation_id, request.headers)
        last = request.headers.get("last-event-id", "")
        start_after = max(read_seq(after), read_seq(int(last[:20])) if last.isdecimal() else 0)
        return ServerSentEvent(_stream(gateway, conversation_id, start_after), headers={"X-Accel-Buffering": "no"})

    return [start, write, read, events]


def read_seq(after: int) -> int:
    """Within what the database can compare with."""
    return min(max(after, 0), _HIGHEST_SEQ)


def read_message(conversation_id: str, body: dict[str, Any]) -> IncomingMessage:
    """Raises InvalidInput that names the field."""
    client_id, text, choice = body.get("id"), body.get("text"), body.get("choice")
    if not isinstance(client_id, str) or not _ID.fullmatch(client_id):
        raise InvalidInput("`id` must be a unique id of 8 to 64 letters, digits and hyphens, such as a UUID.")
    if choice is not None and (not isinstance(choice, str) or not _CHOICE.fullmatch(choice)):
        raise InvalidInput("`choice` must be a value that was offered.")
    if choice is None and (not isinstance(text, str) or not text.strip()):
        raise InvalidInput("Send `text` or `choice`.")
    if isinstance(text, str) and len(text) > LONGEST_TEXT:
        raise InvalidInput(f"`text` may have at most {LONGEST_TEXT} characters.")
    return IncomingMessage(
        channel="webchat",
        provider_id=f"{conversation_id}:{client_id}",
        address=conversation_id,
        text=_storable(text) if isinstance(text, str) else "",
        choice=choice,
    )


def _storable(text: str) -> str:
    """Neither a lone surrogate nor a null character survives UTF-8 and PostgreSQL; nobody writes them on purpose."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


async def _read_object(request: AnyRequest, *, may_be_empty: bool = False) -> dict[str, Any]:
    raw = await request.body()
    if len(raw) > LONGEST_BODY:
        raise InvalidInput(f"The request may have at most {LONGEST_BODY} bytes.")
    if not raw and may_be_empty:
        return {}
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise InvalidInput("The request must be JSON.") from None
    if not isinstance(body, dict):
        raise InvalidInput("The request must be a JSON object.")
    return body


async def _wait_for_messages(
    gateway: Gateway, conversation_id: str, after: int, seconds: float
) -> list[dict[str, Any]]:
    """Returns as soon as there is something, else after `seconds`. Raises NotFound when the person is erased."""
    deadline = asyncio.get_running_loop().time() + seconds
    async with watch(gateway.database.bell, lambda subject: subject == f"conversation:{conversation_id}") as bell:
        while True:
            found = await asyncio.to_thread(_load, gateway, conversation_id, after)
            left = deadline - asyncio.get_running_loop().time()
            if found or left <= 0:
                return found
            await bell.wait(min(left, _LOOK_AGAIN_SECONDS))


async def _stream(gateway: Gateway, conversation_id: str, after: int) -> Any:
    """Greets at once, so that a client sees whether a proxy holds the stream back. Ends when the person is erased."""
    yield ServerSentEventMessage(comment="hello", data=None)
    with contextlib.suppress(NotFound):
        async for event in _events(gateway, conversation_id, after):
            yield event


async def _events(gateway: Gateway, conversation_id: str, after: int) -> AsyncIterator[ServerSentEventMessage]:
    async with watch(gateway.database.bell, lambda subject: subject == f"conversation:{conversation_id}") as bell:
        quiet_since = asyncio.get_running_loop().time()
        while True:
            for message in await asyncio.to_thread(_load, gateway, conversation_id, after):
                after = message["seq"]
                quiet_since = asyncio.get_running_loop().time()
                yield ServerSentEventMessage(data=json.dumps(message, ensure_ascii=False), id=after, event="message")
            if asyncio.get_running_loop().time() - quiet_since > _HEARTBEAT_SECONDS:
                quiet_since = asyncio.get_running_loop().time()
                yield ServerSentEventMessage(comment="still here", data=None)
            await bell.wait(_LOOK_AGAIN_SECONDS)


def _load(gateway: Gateway, conversation_id: str, after: int) -> list[dict[str, Any]]:
    """Raises NotFound when the person was erased."""
    with gateway.database.read() as tx:
        found = messages.list_messages(tx, conversation_id, after=after, for_person=True)
        if not found:
            conversations.load(tx, conversation_id)
    return [message_data(gateway.services, message) for message in found]
