"""What people send that is not text, and what becomes of it."""

from datetime import timedelta

VOICE, PHOTO, VIDEO, DOCUMENT, STICKER = "voice", "photo", "video", "document", "sticker"
LOCATION, CONTACT = "location", "contact"
KINDS = (VOICE, PHOTO, VIDEO, DOCUMENT, STICKER, LOCATION, CONTACT)
FILES = frozenset({VOICE, PHOTO, VIDEO, DOCUMENT, STICKER})

# Waiting to be fetched; here; not taken, for a reason; could not be fetched; taken away by staff.
WAITING, STORED, REFUSED, FAILED, DELETED = "waiting", "stored", "refused", "failed", "deleted"

# What comes in a row is told once.
TOLD_ONCE_WITHIN = timedelta(minutes=2)


def wording_for(kinds: list[str]) -> str:
    """The key of the sentence that tells a person what happens with what they sent."""
    return f"media_{kinds[0]}" if len(set(kinds)) == 1 and kinds[0] in KINDS else "media_received"
