"""A person changed what they had written: whether that gets an answer.

Staff see every changed text. The bot answers it when the words really changed and nothing else was said since, neither
by the person nor by staff. Danger is looked for in every changed text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpline.domain.messages import IncomingMessage
from helpline.domain.normal_form import words_of
from helpline.storage import messages
from helpline.storage.database import Transaction
from helpline.storage.messages import StoredMessage


@dataclass(frozen=True)
class Edit:
    """`is_changed`: other words than before. `is_due`: the bot is to answer."""

    is_changed: bool
    is_due: bool


def read_edit(tx: Transaction, conversation_id: str, message_id: str, body: Mapping[str, Any]) -> Edit | None:
    """None for a message that changes no other. A change of what we never got, or no longer have, is a message."""
    edited = str(body.get("edits") or "")
    if not edited:
        return None
    latest = messages.list_latest(tx, conversation_id)
    own = next((index for index, each in enumerate(latest) if each.id == message_id), 0)
    before = next((each for each in latest[own + 1 :] if _is_version(each, edited)), None)
    if before is None:
        return Edit(is_changed=True, is_due=True)
    is_changed = words_of(str(before.body.get("text") or "")) != words_of(str(body.get("text") or ""))
    since = [each for each in latest if each.seq > before.seq and not _is_version(each, edited)]
    is_last = not any(each.author == "person" or _is_by_staff(each) for each in since)
    return Edit(is_changed, is_due=is_changed and is_last)


def changes_nothing(tx: Transaction, conversation_id: str, message: IncomingMessage) -> bool:
    """Providers also tell of edits that leave the text as it was, such as a link's preview."""
    if not message.edits:
        return False
    versions = (each for each in messages.list_latest(tx, conversation_id) if _is_version(each, message.edits))
    latest = next(versions, None)
    return latest is not None and latest.body.get("text") == message.text


def _is_version(message: StoredMessage, name: str) -> bool:
    return message.author == "person" and name in (message.body.get("reference"), message.body.get("edits"))


def _is_by_staff(message: StoredMessage) -> bool:
    return message.author == "staff" and message.visible_to_person
