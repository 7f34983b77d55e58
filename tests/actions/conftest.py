"""The actions over the real content in a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.knowledge import Knowledge, make_knowledge
from actions.turn_view import TurnView, read_turn
from helpline.settings import read_settings
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from helpline.usecases.load_content import load_content

CONTENT = Path("content")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("faq") / "faq.db"
    database = Database(f"sqlite:///{path}", Cipher(make_key()))
    migrate(database)
    load_content(database, CONTENT)
    yield database
    database.close()


@pytest.fixture(scope="session")
def known(database: Database) -> Knowledge:
    return make_knowledge(read_settings({}), database)


def turn(
    text: str = "",
    *,
    intent: str = "unpaid_wages",
    confidence: float = 0.9,
    others: tuple[tuple[str, float], ...] = (),
    slots: dict[str, Any] | None = None,
    parts: tuple[tuple[str, float], ...] = (),
    entities: tuple[tuple[str, str], ...] = (),
    **profile: str,
) -> TurnView:
    """A turn as Rasa hands it to an action."""
    ranking = [{"name": intent, "confidence": confidence}, *({"name": n, "confidence": c} for n, c in others)]
    message = {
        "text": text,
        "intent": ranking[0],
        "intent_ranking": ranking,
        "entities": [{"entity": kind, "value": value} for kind, value in entities],
        "parts": [[{"name": name, "confidence": c}] for name, c in parts],
        "metadata": {"profile": {"language": "en", **profile}},
    }
    return read_turn(message, slots or {})
