"""What the tests of joining two chats share."""

import re

from sqlalchemy import Table, func, select

from helpline.domain.conversations import Conversation
from helpline.services import Services
from helpline.storage import conversations
from tests.helpline.conftest import Talk

QUESTION = "this is a question in English, nothing else"


def heard(talk: Talk) -> str:
    return str(talk.heard()[-1]["text"])


def say(talk: Talk, key: str, **params: str) -> str:
    return talk.services.wording.say("en", key, **params)


def code_of(talk: Talk) -> str:
    talk.says("link")
    found = re.search(r"LINK (\d{8})\n", heard(talk))
    assert found
    return found.group(1)


def now(talk: Talk) -> Conversation:
    with talk.services.database.read() as tx:
        return conversations.load(tx, talk.conversation_id)


def join(first: Talk, second: Talk) -> None:
    second.says(f"LINK {code_of(first)}")
    first.says(choice="link_yes")
    assert now(first).person_id == now(second).person_id


def count(services: Services, table: Table) -> int:
    with services.database.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())
