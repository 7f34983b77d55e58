"""What a message brought that is not text, as its turn needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpline.storage import inbox, media, messages
from helpline.storage.database import Transaction

# An album has at most ten pictures.
_ALBUM = 10


@dataclass(frozen=True)
class SentMedia:
    """`was_told`: the person heard a moment ago what happens with such things. `is_of_album`: an earlier message of the
    same album was handled. `transcript` only in the second turn, after a program has listened."""

    kinds: tuple[str, ...] = ()
    was_told: bool = False
    is_of_album: bool = False
    transcript: str = ""


NOTHING = SentMedia()


def sent_media(tx: Transaction, claim: inbox.Claim, body: Mapping[str, Any]) -> SentMedia:
    kinds = tuple(str(each.get("kind") or "") for each in body.get("media") or ())
    if not kinds:
        return NOTHING
    return SentMedia(
        kinds=kinds,
        was_told=media.was_told_lately(tx, claim.conversation_id),
        is_of_album=_is_of_album(tx, claim, str(body.get("album") or "")),
        transcript=media.transcript_of(tx, claim.message_id) if claim.is_heard else "",
    )


def _is_of_album(tx: Transaction, claim: inbox.Claim, album: str) -> bool:
    if not album:
        return False
    last = messages.last_seq(tx, claim.conversation_id)
    for message in messages.list_messages(tx, claim.conversation_id, after=last - 3 * _ALBUM):
        if message.id == claim.message_id:
            return False
        if message.author == "person" and message.body.get("album") == album:
            return True
    return False
