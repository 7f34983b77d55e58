"""The types of an update's fields. The library takes whatever stands there, and would hand on a list as a text."""

from typing import Any

from bot.channels.channel import WebhookMalformed

_TEXTS = frozenset(
    ("text", "caption", "language_code", "type", "file_id", "file_unique_id", "mime_type", "file_name", "phone_number")
    + ("first_name", "last_name", "username", "media_group_id", "status", "title", "chat_instance", "emoji", "vcard")
)
_WHOLE_NUMBERS = frozenset(("update_id", "message_id", "file_size", "width", "height", "duration"))
_NUMBERS = frozenset(("latitude", "longitude"))
_OBJECTS = frozenset(
    (
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat",
        "from",
        "voice",
        "audio",
        "video",
        "contact",
    )
    + ("location", "sticker", "document", "animation", "video_note", "new_chat_member", "old_chat_member", "user")
)
_MOMENTS = frozenset(("date", "edit_date"))
_LARGEST = 2**63 - 1
# In the year 2106; with later ones nobody can reckon.
_LATEST = 2**32


def check_types(node: Any) -> None:
    """Raises WebhookMalformed, and RecursionError for what is nested too deeply."""
    if isinstance(node, list):
        for each in node:
            check_types(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if not _is_right(name, value):
                raise WebhookMalformed("a field of another type")
            check_types(value)


def _is_right(name: str, value: Any) -> bool:
    if name in _TEXTS:
        return isinstance(value, str)
    if name in _WHOLE_NUMBERS:
        return _is_whole(value)
    if name in _MOMENTS:
        return _is_whole(value) and 0 <= value <= _LATEST
    if name in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name in _OBJECTS:
        return isinstance(value, dict) and bool(value)
    if name == "id":  # of people and chats a number, of taps a text
        return _is_whole(value) or isinstance(value, str)
    return name != "is_bot" or isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
