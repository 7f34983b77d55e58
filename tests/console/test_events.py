"""What an open page hears: that something changed, that the line still stands, that the session has ended."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.console.events import changes
from helpline.storage.schema import staff_sessions
from helpline.storage.staff import end_sessions_of, find_staff
from helpline.usecases import sign_in as accounts
from tests.console.house import PASSWORD, House, Person


@pytest.fixture
def token(house: House) -> str:
    house.add_staff("Amal Haddad")
    return accounts.sign_in(house.gateway.database, "amal@example.org", PASSWORD, "test")[1]


@pytest.fixture
def person(house: House) -> Person:
    person = house.person("+97455512321", language="en")
    person.needs_somebody(topic="passport_retention")
    return person


def hear(house: House, token: str, conversation_id: str, happen: Callable[[], object], count: int) -> list[str]:
    """The names of the first `count` events when `happen` happens after the page has connected."""

    async def listen() -> list[str]:
        stream = changes(house.gateway.database, token, conversation_id, heartbeat=0.3)
        found = [(await anext(stream)).event or ""]
        happening = asyncio.get_running_loop().run_in_executor(None, happen)
        async with asyncio.timeout(10):
            while len(found) < count:
                try:
                    found.append((await anext(stream)).event or "heartbeat")
                except StopAsyncIteration:
                    found.append("end")
        await happening
        await stream.aclose()
        return found

    return asyncio.run(listen())


def test_a_message_changes_the_case_and_the_queue(house: House, token: str, person: Person) -> None:
    heard = hear(house, token, person.conversation_id, lambda: person.says("Hello?"), 3)
    assert heard[:3] == ["ready", "queue", "case"]


def test_another_case_changes_the_queue_alone(house: House, token: str, person: Person) -> None:
    other = house.person("+97455512399")
    heard = hear(house, token, person.conversation_id, lambda: other.needs_somebody(topic="unpaid_wages"), 3)
    assert [name for name in heard if name != "heartbeat"] == ["ready", "queue"]


def test_a_session_that_ended_ends_the_stream(house: House, token: str, person: Person) -> None:
    def end() -> None:
        with house.gateway.database.write() as tx:
            account = find_staff(tx, "amal@example.org")
            assert account
            end_sessions_of(tx, account[0].id)
            tx.ring("cases")

    assert hear(house, token, "", end, 3) == ["ready", "signed-out", "end"]


def test_when_nothing_happens_the_line_is_kept_open(house: House, token: str) -> None:
    assert hear(house, token, "", lambda: None, 3) == ["ready", "heartbeat", "heartbeat"]


def test_listening_does_not_keep_a_session_alive(house: House, token: str, person: Person) -> None:
    with house.gateway.database.write() as tx:
        tx.execute(update(staff_sessions).values(last_seen_at=tx.now - timedelta(minutes=10)))
        before = tx.execute(select(staff_sessions.c.last_seen_at)).scalar_one()
    hear(house, token, person.conversation_id, lambda: person.says("Hello?"), 3)
    with house.gateway.database.read() as tx:
        assert tx.execute(select(staff_sessions.c.last_seen_at)).scalar_one() == before


def test_whoever_stops_listening_leaves_nothing_behind(house: House, token: str) -> None:
    hear(house, token, "", lambda: None, 1)
    assert not house.gateway.database.bell._listeners
