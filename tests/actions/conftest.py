"""The actions over the real content in a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions.turn_view import TurnView, read_turn
from helpline.content.countries import read_countries
from helpline.content.topics import read_topics
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from helpline.usecases.find_answer import FaqReader
from helpline.usecases.load_content import load_content

CONTENT = Path("content")


@pytest.fixture(scope="session")
def faq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaqReader]:
    path = tmp_path_factory.mktemp("faq") / "faq.db"
    database = Database(f"sqlite:///{path}", Cipher(make_key()))
    migrate(database)
    load_content(database, CONTENT)
    yield FaqReader(database, read_topics(CONTENT), read_countries(CONTENT))
    database.close()


def turn(
    text: str = "",
    *,
    intent: str = "unpaid_wages",
    confidence: float = 0.9,
    others: tuple[tuple[str, float], ...] = (),
    slots: dict[str, Any] | None = None,
    **profile: str,
) -> TurnView:
    """A turn as Rasa hands it to an action."""
    ranking = [{"name": intent, "confidence": confidence}, *({"name": n, "confidence": c} for n, c in others)]
    message = {
        "text": text,
        "intent": ranking[0],
        "intent_ranking": ranking,
        "entities": [],
        "metadata": {"profile": {"language": "en", **profile}},
    }
    return read_turn(message, slots or {})
