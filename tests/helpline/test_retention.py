"""After a quiet month texts are gone, unless the person agreed to more; figures can still be counted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from helpline.domain.cases import Priority
from helpline.services import Services
from helpline.storage import cases, outbox
from helpline.storage.database import Database
from helpline.storage.schema import conversations, messages
from helpline.storage.schema import outbox as outbox_table
from helpline.usecases.purge_texts import purge_texts
from tests.helpline.conftest import Talk


def let_days_pass(database: Database, days: int) -> None:
    with database.write() as tx:
        past = tx.now - timedelta(days=days)
        tx.execute(update(messages).values(created_at=past))
        purged_before = conversations.c.purged_at.is_not(None)
        tx.execute(update(conversations).where(purged_before).values(purged_at=past - timedelta(days=1)))
        tx.execute(update(outbox_table).values(state="sent"))


def texts_of(talk: Talk) -> list[str]:
    return [message.body["text"] for message in talk.transcript(for_person=False)]


@pytest.fixture
def quiet(person: Talk) -> Talk:
    person.says("my salary is late, I work for a man called Example")
    let_days_pass(person.services.database, 31)
    return person


def test_texts_of_a_quiet_conversation_are_deleted_and_its_messages_still_counted(quiet: Talk) -> None:
    before = len(texts_of(quiet))
    assert before >= 2
    assert purge_texts(quiet.services.database, 30) == 1
    assert texts_of(quiet) == [""] * before
    assert quiet.transcript() == [], "the person sees no empty messages"
    with quiet.services.database.read() as tx:
        row = tx.execute(select(conversations)).one()
        assert (row.dialogue_sealed, row.offered_sealed) == (None, None)
        assert tx.execute(select(func.count(messages.c.understanding_sealed))).scalar() == 0
    assert purge_texts(quiet.services.database, 30) == 0, "once is enough"


def test_who_writes_again_is_answered_and_purged_again_later(quiet: Talk) -> None:
    purge_texts(quiet.services.database, 30)
    quiet.says("hello again")
    assert quiet.heard()
    assert purge_texts(quiet.services.database, 30) == 0
    let_days_pass(quiet.services.database, 31)
    assert purge_texts(quiet.services.database, 30) == 1
    assert set(texts_of(quiet)) == {""}


@pytest.mark.parametrize("choice", ["agree_follow_up", "agree_learning"])
def test_who_agreed_to_more_keeps_their_texts_until_they_take_it_back(person: Talk, choice: str) -> None:
    person.says(choice=choice)
    person.says("my salary is late")
    let_days_pass(person.services.database, 31)
    assert purge_texts(person.services.database, 30) == 0
    person.says(choice="agree_answer")
    let_days_pass(person.services.database, 31)
    assert purge_texts(person.services.database, 30) == 1


def test_an_open_case_and_an_unfinished_message_keep_the_texts(quiet: Talk) -> None:
    database = quiet.services.database
    with database.write() as tx:
        case = cases.open_case(
            tx, conversation_id=quiet.conversation_id, topic="t", reason="asked", priority=Priority.NORMAL
        )
    assert purge_texts(database, 30) == 0
    with database.write() as tx:
        cases.change_case(tx, case, state="closed")
        tx.execute(update(outbox_table).values(state="new"))
    assert purge_texts(database, 30) == 0
    with database.write() as tx:
        tx.execute(update(outbox_table).values(state=outbox.WAITING))
    assert purge_texts(database, 30) == 1
    with database.read() as tx:
        assert set(tx.execute(select(outbox_table.c.state)).scalars()) == {"cancelled"}


def test_a_recent_conversation_keeps_its_texts(person: Talk) -> None:
    person.says("my salary is late")
    let_days_pass(person.services.database, 29)
    assert purge_texts(person.services.database, 30) == 0


def test_many_are_done_in_batches(services: Services) -> None:
    for number in range(5):
        Talk(services, address=f"quiet{number}").says("hello")
    let_days_pass(services.database, 31)
    assert purge_texts(services.database, 30, batch=2) == 5


@pytest.mark.parametrize("loaded_database_url", ["postgresql"], indirect=True)
def test_whoever_writes_at_that_moment_is_left_alone(quiet: Talk) -> None:
    """On SQLite there is one writer at a time."""
    database = quiet.services.database
    with database.write() as tx:
        tx.execute(select(conversations.c.id).with_for_update())
        assert purge_texts(database, 30) == 0
    assert purge_texts(database, 30) == 1
