"""Opening a web conversation, and checking who may."""

import secrets
import uuid
from collections.abc import Mapping

from helpline.domain.conversations import Profile
from helpline.domain.languages import SERVED
from helpline.errors import InvalidInput, NotFound
from helpline.storage import conversations
from helpline.storage.database import Database


def start_webchat(database: Database, language: object) -> dict[str, str]:
    """The new conversation's id and token. Raises InvalidInput for a language that is not served."""
    if language is not None and (not isinstance(language, str) or language not in SERVED):
        raise InvalidInput(f"`language` must be one of {', '.join(SERVED)}.")
    token = secrets.token_urlsafe(24)
    profile = Profile(language=str(language or ""), language_source="client" if language else "")
    with database.write() as tx:
        conversation_id = conversations.start_conversation(
            tx,
            channel="webchat",
            address=str(uuid.uuid4()),
            profile=profile,
            token_hash=tx.cipher.lookup_hash(f"webchat-token:{token}"),
        )
    return {"id": conversation_id, "token": token}


def open_conversation(database: Database, conversation_id: str, headers: Mapping[str, str]) -> None:
    """Raises NotFound unless the bearer token belongs to this conversation; both cases look alike from outside."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        with database.read() as tx:
            if conversations.find_by_token(tx, conversation_id, token):
                return
    raise NotFound("There is no such conversation, or the token is not its own.")
