"""Telegram's updates: messages, taps and blocks in private chats; of groups only that we are in one."""

import json
from collections.abc import Iterator
from datetime import datetime

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.channel import WebhookMalformed
from bot.channels.telegram_types import check_types
from helpline.domain.chat_events import Block, GroupNotice
from helpline.domain.languages import DEFAULT, SERVED
from helpline.domain.media import CONTACT, DOCUMENT, LOCATION, PHOTO, STICKER, VIDEO, VOICE
from helpline.domain.messages import IncomingMessage, Media

CHANNEL = "telegram"
# A tap on a choice whose value does not fit into a button: what was tapped is the choice's number.
NUMBER = "#"
_START = "/start"
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def read_update(body: bytes) -> Update:
    """Raises WebhookMalformed."""
    try:
        data = json.loads(body)
        check_types(data)
        update = Update.de_json(data, bot=None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, OSError) as error:
        raise WebhookMalformed("not an update") from error
    return update


def event_of(update: Update) -> IncomingMessage | Block | GroupNotice | None:
    """None for what is known and not supported: channels, other bots, taps in groups. Raises WebhookMalformed."""
    try:
        return _event_of(update)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WebhookMalformed("not as Telegram writes it") from error


def _event_of(update: Update) -> IncomingMessage | Block | GroupNotice | None:
    message = update.message or update.edited_message
    if message and message.chat.type in _GROUPS:
        return GroupNotice(CHANNEL, str(message.chat.id)) if update.message else None
    if message:
        return _from_message(update.update_id, message, is_edit=update.message is None)
    if update.my_chat_member:
        return _from_membership(update.my_chat_member)
    if update.callback_query:
        return _from_tap(update.update_id, update.callback_query)
    return None


def _from_membership(change: ChatMemberUpdated) -> Block | GroupNotice | None:
    """In a private chat this says that the person blocked the bot or let it in again."""
    if not isinstance(change.date, datetime):  # the library does not insist on it
        raise WebhookMalformed("no date")
    is_outside = change.new_chat_member.status in _OUTSIDE
    if change.chat.type == ChatType.PRIVATE:
        return Block(CHANNEL, str(change.chat.id), is_outside, change.date)
    return GroupNotice(CHANNEL, str(change.chat.id)) if change.chat.type in _GROUPS and not is_outside else None


def _from_message(update_id: int, message: Message, *, is_edit: bool) -> IncomingMessage | None:
    sender = message.from_user
    if message.chat.type != ChatType.PRIVATE or (sender and sender.is_bot):
        return None
    text, media = _text(message), () if is_edit else tuple(_media(message))
    if not text and not media:  # also a place that moves, which comes as edits
        return None
    return IncomingMessage(
        channel=CHANNEL,
        provider_id=str(update_id),
        address=str(message.chat.id),
        text=text,
        media=media,
        language_hint=_hint(sender.language_code if sender else None),
        album=message.media_group_id or "",
        reference=str(message.message_id),
        edits=str(message.message_id) if is_edit else "",
    )


def _text(message: Message) -> str:
    """A link to the bot may put a parameter behind /start, which the person has not written."""
    text = message.text or message.caption or ""
    return _START if text.split(maxsplit=1)[:1] == [_START] else text


def _from_tap(update_id: int, tap: CallbackQuery) -> IncomingMessage | None:
    if not tap.data or (tap.message and tap.message.chat.type != ChatType.PRIVATE):
        return None
    is_number = tap.data.startswith(NUMBER)
    return IncomingMessage(
        channel=CHANNEL,
        provider_id=str(update_id),
        address=str(tap.from_user.id),  # in a private chat the chat has its person's id
        text=tap.data.removeprefix(NUMBER) if is_number else "",
        choice=None if is_number else tap.data,
        language_hint=_hint(tap.from_user.language_code),
    )


def language_of(update: Update) -> str:
    """Of whoever did it, as far as their app tells; English where it does not."""
    person = update.effective_user
    return _hint(person.language_code if person else None) or DEFAULT


def _hint(language_code: str | None) -> str:
    """Such as `ar` for `ar-EG`."""
    language = (language_code or "").lower().partition("-")[0]
    return language if language in SERVED else ""


def _media(message: Message) -> Iterator[Media]:
    if message.photo:
        yield Media(PHOTO, message.photo[-1].file_id, "image/jpeg")
    for kind, file in (
        (VOICE, message.voice or message.audio),
        (VIDEO, message.video or message.video_note or message.animation),
        (DOCUMENT, None if message.animation else message.document),
        (STICKER, message.sticker),
    ):
        if file:
            claimed, name = getattr(file, "mime_type", None) or "", getattr(file, "file_name", None) or ""
            yield Media(kind, file.file_id, claimed, name)
    if message.contact:
        names = (message.contact.first_name, message.contact.last_name)
        yield Media(CONTACT, message.contact.phone_number, name=" ".join(filter(None, names)))
    if message.location:
        place = ", ".join((message.venue.title, message.venue.address)) if message.venue else ""
        yield Media(LOCATION, f"{message.location.latitude},{message.location.longitude}", name=place)
