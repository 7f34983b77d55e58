"""Where providers post to: verify, store, answer. Everything that takes time happens after the answer."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

from bot.channels.channel import Channel, Event, WebhookMalformed, WebhookRefused, WebhookRequest
from bot.problems import problem
from helpline.domain.chat_events import Block, GroupNotice
from helpline.domain.messages import IncomingMessage
from helpline.domain.sending import Receipt
from helpline.log import log_event
from helpline.storage.database import Database
from helpline.usecases.note_block import note_block
from helpline.usecases.note_group import note_group
from helpline.usecases.note_receipt import note_receipt
from helpline.usecases.receive_message import receive_message

_LARGEST_BODY = 256 * 1024
_LONGEST_ID = 120


def webhook_handlers(database: Database, channels: Mapping[str, Channel]) -> list[HTTPRouteHandler]:
    """One for each path of each channel. A channel that is not configured has none: 404, like any unknown path."""
    served = {path: channel for channel in channels.values() for path in channel.paths}
    return [_handler(path, channel, database) for path, channel in served.items()]


def _handler(path: str, channel: Channel, database: Database) -> HTTPRouteHandler:
    @post(path, status_code=200, request_max_body_size=_LARGEST_BODY, exclude_from_csrf=True)
    async def take_webhook(request: Request[Any, Any, Any]) -> Response[bytes]:
        webhook = await _read_request(request)
        return await sync_to_thread(_take, webhook, channel, database)

    return take_webhook


async def _read_request(request: Request[Any, Any, Any]) -> WebhookRequest:
    """Path and query as they were sent: signatures are over these very characters."""
    raw_path = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = raw_path.partition(b"?")[0].decode("latin-1")
    query = request.scope.get("query_string", b"").decode("latin-1")
    return WebhookRequest(
        method=request.method,
        path=f"{path}?{query}" if query else path,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
    )


def _take(webhook: WebhookRequest, channel: Channel, database: Database) -> Response[bytes]:
    try:
        channel.verify(webhook)
        events = channel.read(webhook)
        _check_ids(events)
        was_told = [_store(found, database) for found in events]
    except WebhookRefused:
        log_event("webhook_refused", channel=channel.names[0])
        return problem(403, "The request is not signed by the provider.")
    except WebhookMalformed:
        log_event("webhook_malformed", channel=channel.names[0])
        return problem(400, "The request cannot be read.")
    reply = channel.reply(webhook, was_told=any(was_told))
    return Response(content=reply.body, status_code=200, media_type=reply.media_type)


def _check_ids(events: Iterable[Event]) -> None:
    """Ids are looked up and have their place in the database. Raises WebhookMalformed for what no provider sends."""
    for found in events:
        if any(len(each) > _LONGEST_ID or not each.isprintable() for each in _ids_of(found)):
            raise WebhookMalformed("an id that cannot be one")


def _ids_of(found: Event) -> tuple[str, ...]:
    match found:
        case IncomingMessage():
            return found.provider_id, found.address, found.reference, found.edits
        case Receipt():
            return found.provider_id, found.reference
        case _:
            return (found.address,)


def _store(found: Event, database: Database) -> bool:
    """Whether it is of a group that was told before."""
    match found:
        case Receipt():
            note_receipt(database, found)
        case Block():
            note_block(database, found)
        case GroupNotice():
            return note_group(database, found)
        case _:
            receive_message(database, found)
    return False
