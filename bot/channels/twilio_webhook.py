"""Twilio's posts: a message, or a report on one of ours."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from litestar.datastructures import MultiDict

from bot.channels.channel import WebhookMalformed, WebhookRequest
from bot.channels.twilio_errors import failure_for
from helpline.domain.media import CONTACT, DOCUMENT, LOCATION, PHOTO, STICKER, VIDEO, VOICE
from helpline.domain.messages import IncomingMessage, Media
from helpline.domain.sending import Receipt

Fields = MultiDict[str]

REFERENCE = "part"
_WHATSAPP = "whatsapp:"
# Twilio recognised one of the words that are agreed on there, and has already acted on it.
_KEYWORDS = {"STOP": "stop", "START": "start", "HELP": "help"}
_STATES = {"sent": "sent", "delivered": "delivered", "read": "read"}
_FAILED = frozenset({"failed", "undelivered", "canceled"})


def read_fields(body: bytes) -> Fields:
    """All of them, also blank ones: the signature is over every field. Raises ValueError."""
    return MultiDict(parse_qsl(body.decode("ascii"), keep_blank_values=True))


def read_post(request: WebhookRequest) -> IncomingMessage | Receipt | None:
    """None for what is known and not supported. Raises WebhookMalformed."""
    try:
        fields = read_fields(request.body)
    except ValueError as error:
        raise WebhookMalformed("not a form") from error
    if "MessageStatus" in fields:
        return _read_receipt(fields, request.path)
    return read_message(fields)


def read_message(fields: Fields) -> IncomingMessage | None:
    """None for a channel that we do not serve. Raises WebhookMalformed."""
    sender, message_id = fields.get("From", ""), fields.get("MessageSid") or fields.get("SmsMessageSid")
    if not sender or not message_id:
        raise WebhookMalformed("no From or MessageSid")
    channel = channel_of(sender)
    if channel is None:
        return None
    keyword = _KEYWORDS.get(fields.get("OptOutType", "").upper())
    choice = fields.get("ButtonPayload") or fields.get("ListId") or keyword
    return IncomingMessage(
        channel=channel,
        provider_id=message_id,
        address=sender.removeprefix(_WHATSAPP),
        text="" if choice else fields.get("Body", ""),  # of a tap, Body only repeats the button
        choice=choice,
        media=tuple(_media(fields)),
        is_answered=keyword is not None,
    )


def channel_of(address: str) -> str | None:
    """WhatsApp's addresses may be opaque ids instead of numbers; other prefixes are channels that we do not serve."""
    if address.startswith(_WHATSAPP):
        return "whatsapp"
    return None if ":" in address else "sms"


def address_for(channel: str, address: str) -> str:
    return f"{_WHATSAPP}{address.removeprefix(_WHATSAPP)}" if channel == "whatsapp" else address


def _media(fields: Fields) -> Iterator[Media]:
    count = fields.get("NumMedia", "0")
    for number in range(min(int(count), 10) if count.isascii() and count.isdigit() else 0):
        content_type = fields.get(f"MediaContentType{number}", "")
        kind = STICKER if fields.get("MessageType") == "sticker" else _kind(content_type)
        yield Media(kind, fields.get(f"MediaUrl{number}", ""), content_type)
    if fields.get("Latitude") and fields.get("Longitude"):
        place = ", ".join(filter(None, (fields.get("Label"), fields.get("Address"))))
        yield Media(LOCATION, f"{fields['Latitude']},{fields['Longitude']}", name=place)


def _kind(content_type: str) -> str:
    if content_type in ("text/vcard", "text/x-vcard", "text/directory"):
        return CONTACT
    return {"image": PHOTO, "audio": VOICE, "video": VIDEO}.get(content_type.partition("/")[0], DOCUMENT)


def _read_receipt(fields: Fields, path: str) -> Receipt | None:
    state, message_id = fields["MessageStatus"].lower(), fields.get("MessageSid") or fields.get("SmsSid")
    if not message_id:
        raise WebhookMalformed("no MessageSid")
    channel = channel_of(fields.get("To", ""))
    if channel is None or (state not in _STATES and state not in _FAILED):
        return None  # accepted, queued, sending: our own state says as much
    reference = dict(parse_qsl(urlsplit(path).query)).get(REFERENCE, "")
    if state in _FAILED:
        failure = failure_for(fields.get("ErrorCode", "") or state)
        return Receipt(channel, message_id, "failed", reference, failure)
    return Receipt(channel, message_id, _STATES[state], reference)
