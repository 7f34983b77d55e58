"""What the console reads, on both engines."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline.domain.people import Staff
from helpline.errors import Conflict, NotFound
from helpline.services import Services
from helpline.storage import case_pages
from helpline.usecases.close_case import close_case
from helpline.usecases.list_queue import list_changes, list_queue
from helpline.usecases.read_case import find_case, read_case
from helpline.usecases.release_case import release_case
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case
from tests.console.house import House, Person, build_house


@pytest.fixture
def house(content: Services, database_url: str, tmp_path: Path) -> Iterator[House]:
    house = build_house(tmp_path, content, database_url=database_url)
    yield house
    house.gateway.database.close()


@pytest.fixture
def amal(house: House) -> Staff:
    return house.add_staff("Amal Haddad")


@pytest.fixture
def person(house: House) -> Person:
    person = house.person("+97455512321", language="en", country="QA")
    person.needs_somebody(topic="passport_retention")
    return person


def test_the_queue_counts_and_orders(house: House, amal: Staff, person: Person) -> None:
    urgent = house.person("+97455512322", language="ar").needs_somebody(topic="danger_violence", priority="urgent")
    mine = house.person("+97455512323")
    mine.needs_somebody(topic="unpaid_wages", priority="high")
    take_case(house.gateway.services, mine.case_id, amal)
    view = list_queue(house.gateway.database, amal, "all")
    assert [row.number for row in view.rows] == [urgent, mine.case_number, person.case_number]
    assert (view.counts.waiting, view.counts.urgent, view.counts.mine) == (2, 1, 1)
    assert view.rows[1].staff_name == "Amal Haddad"
    changes = list_changes(house.gateway.database, amal, "mine", [urgent])
    assert [row.number for row in changes.rows] == [urgent]
    assert [row.number for row in changes.new] == [mine.case_number]


def test_who_waits_since_when(house: House, amal: Staff, person: Person) -> None:
    database, services = house.gateway.database, house.gateway.services
    [row] = list_queue(database, amal, "all").rows
    assert row.waits_since == row.opened_at
    take_case(services, person.case_id, amal)
    reply_to_person(services, person.case_id, amal, "Hello")
    [row] = list_queue(database, amal, "all").rows
    assert row.waits_since is None
    person.says("Thank you").says("When?")
    [row] = list_queue(database, amal, "all").rows
    last = read_case(database, person.case_number).messages
    assert row.waits_since == next(message.created_at for message in last if message.body["text"] == "Thank you")
    close_case(services, person.case_id, amal)
    [row] = list_queue(database, amal, "closed").rows
    assert row.waits_since is None


def test_a_case_with_its_person_messages_and_history(house: House, amal: Staff, person: Person) -> None:
    take_case(house.gateway.services, person.case_id, amal)
    view = read_case(house.gateway.database, person.case_number)
    assert view.head.address == "+974 •••• 21" and view.head.profile.country == "QA"
    assert view.head.holder == "Amal Haddad" and view.is_held_by(amal)
    assert [event.name for event in view.history] == ["CaseOpened", "CaseTaken"]
    assert view.messages[0].body["text"] == "They keep my passport"
    with pytest.raises(NotFound):
        find_case(house.gateway.database, "X9X-99")


def test_marks_differ_when_something_is_different_and_only_then(house: House, amal: Staff, person: Person) -> None:
    services = house.gateway.services

    def marks() -> tuple[str, str]:
        with house.gateway.database.read() as tx:
            return case_pages.queue_mark(tx), case_pages.case_mark(tx, person.conversation_id)

    seen = [marks()]
    assert marks() == seen[0]
    for happen in (
        lambda: take_case(services, person.case_id, amal),
        lambda: person.says("Hello?"),
        lambda: reply_to_person(services, person.case_id, amal, "Hello"),
        lambda: release_case(services, person.case_id, amal),
    ):
        happen()
        now = marks()
        assert all(now[0] != before[0] and now[1] != before[1] for before in seen)
        seen.append(now)


def test_a_reply_with_the_same_id_is_sent_once(house: House, amal: Staff, person: Person) -> None:
    services, client_id = house.gateway.services, str(uuid.uuid4())
    take_case(services, person.case_id, amal)
    first = reply_to_person(services, person.case_id, amal, "Hello", client_id=client_id)
    assert reply_to_person(services, person.case_id, amal, "Hello", client_id=client_id) == first
    close_case(services, person.case_id, amal)
    assert reply_to_person(services, person.case_id, amal, "Hello", client_id=client_id) == first
    assert person.heard().count("Hello") == 1
    with pytest.raises(Conflict):
        reply_to_person(services, person.case_id, amal, "Hello", client_id=str(uuid.uuid4()))
