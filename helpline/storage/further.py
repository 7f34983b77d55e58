"""What is still to be said of the last answer: kept sealed with the conversation until it is asked for or replaced."""

from collections.abc import Sequence

from sqlalchemy import select, update

from helpline.storage.database import Transaction
from helpline.storage.schema import conversations


def store(tx: Transaction, conversation_id: str, language: str, pieces: Sequence[str]) -> None:
    """In the order in which they are to be sent."""
    sealed = tx.cipher.seal_data({"language": language, "pieces": list(pieces)}) if pieces else None
    tx.execute(update(conversations).where(conversations.c.id == conversation_id).values(further_sealed=sealed))


def load(tx: Transaction, conversation_id: str) -> tuple[str, list[str]]:
    """Language and pieces; no pieces when all was said."""
    sealed = tx.execute(select(conversations.c.further_sealed).where(conversations.c.id == conversation_id)).scalar()
    data = tx.cipher.open_data(sealed) or {}
    return str(data.get("language", "")), [str(piece) for piece in data.get("pieces", ())]


def is_there(tx: Transaction, conversation_id: str) -> bool:
    statement = select(conversations.c.further_sealed.is_not(None)).where(conversations.c.id == conversation_id)
    return bool(tx.execute(statement).scalar())
