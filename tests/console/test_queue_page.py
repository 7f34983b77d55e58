"""The list: who comes first, what the filters show, what has changed since it was drawn."""

from datetime import timedelta

from sqlalchemy import event, update

from helpline.domain.people import Staff
from helpline.storage.schema import cases
from helpline.storage.staff import find_staff
from helpline.usecases.close_case import close_case
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case
from tests.console.conftest import Client
from tests.console.forms import numbers_on, words
from tests.console.house import House, Person


def grow_older(house: House, number: str, minutes: int) -> None:
    with house.gateway.database.write() as tx:
        values = {"opened_at": tx.now - timedelta(minutes=minutes)}
        tx.execute(update(cases).where(cases.c.number == number).values(**values))


def somebody(house: House, number: int, language: str = "en") -> Person:
    return house.person(f"+9745551{number:04}", country="QA", language=language, language_source="chosen")


def nadia_takes(house: House, person: Person) -> Staff:
    nadia = house.add_staff("Nadia Ben Salah")
    take_case(house.gateway.services, person.case_id, nadia)
    return nadia


def test_urgent_comes_first_then_who_waits_longest_and_taken_cases_last(house: House, amal: Client) -> None:
    normal = somebody(house, 1).needs_somebody(topic="recruitment_fees")
    longest = somebody(house, 2).needs_somebody(topic="recruitment_fees")
    high = somebody(house, 3).needs_somebody(topic="passport_retention", priority="high")
    urgent = somebody(house, 4).needs_somebody(topic="danger_violence", priority="urgent")
    taken_person = somebody(house, 5)
    taken = taken_person.needs_somebody(topic="recruitment_fees")
    nadia_takes(house, taken_person)
    grow_older(house, longest, 70)
    grow_older(house, taken, 200)
    page = amal.get("/console")
    assert numbers_on(page) == [urgent, high, longest, normal, taken]
    assert "1 h 10 min" in words(page)


def test_a_row_says_what_one_needs_to_choose(house: House, amal: Client) -> None:
    person = somebody(house, 1, "ar")
    number = person.needs_somebody(topic="danger_violence", priority="urgent")
    assert f"Urgent {number} Violence now Qatar · Arabic · WhatsApp" in words(amal.get("/console"))
    nadia_takes(house, person)
    assert "Qatar · Arabic · WhatsApp Nadia Ben Salah" in words(amal.get("/console"))


def test_the_filters(house: House, amal: Client) -> None:
    with house.gateway.database.read() as tx:
        account = find_staff(tx, "amal@example.org")
    assert account
    english = somebody(house, 1).needs_somebody(topic="recruitment_fees")
    arabic = somebody(house, 2, "ar").needs_somebody(topic="unpaid_wages", priority="high")
    urgent = somebody(house, 3, "fr").needs_somebody(topic="danger_violence", priority="urgent")
    mine, closed = somebody(house, 4, "fr"), somebody(house, 5)
    mine_number, closed_number = (person.needs_somebody(topic="recruitment_fees") for person in (mine, closed))
    take_case(house.gateway.services, mine.case_id, account[0])
    take_case(house.gateway.services, closed.case_id, account[0])
    close_case(house.gateway.services, closed.case_id, account[0])
    found = {show: numbers_on(amal.get(f"/console?show={show}")) for show in ("all", "urgent", "ar", "en", "fr")}
    assert found == {
        "all": [urgent, arabic, english, mine_number],
        "urgent": [urgent],
        "ar": [arabic],
        "en": [english],
        "fr": [urgent, mine_number],
    }
    assert numbers_on(amal.get("/console?show=mine")) == [mine_number]
    assert numbers_on(amal.get("/console?show=closed")) == [closed_number]
    assert numbers_on(amal.get("/console?show=nonsense")) == found["all"]
    assert "Queue 3 1 urgent Mine 1" in words(amal.get("/console"))


def test_an_empty_list_says_so_and_what_to_do(amal: Client) -> None:
    assert "their case appears here by itself" in words(amal.get("/console"))
    assert "Take one from the queue" in words(amal.get("/console?show=mine"))
    assert "No case has been closed yet" in words(amal.get("/console?show=closed"))
    assert "No open cases in this language" in words(amal.get("/console?show=fr"))


def test_the_waiting_time_is_that_since_staff_wrote_last(house: House, amal: Client) -> None:
    person = somebody(house, 1)
    number = person.needs_somebody(topic="recruitment_fees")
    nadia = nadia_takes(house, person)
    grow_older(house, number, 30)
    assert "30 min" in words(amal.get("/console"))
    reply_to_person(house.gateway.services, person.case_id, nadia, "I look into it.")
    assert "30 min" not in words(amal.get("/console")) and "Answered" in words(amal.get("/console"))
    person.says("Thank you, when?")
    assert "Answered" not in words(amal.get("/console"))


def test_a_longer_list_needs_no_more_statements(house: House, amal: Client) -> None:
    counted: list[str] = []
    event.listen(house.gateway.database.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))

    def statements() -> int:
        counted.clear()
        amal.get("/console")
        return len(counted)

    somebody(house, 1).needs_somebody(topic="recruitment_fees")
    few = statements()
    for number in range(2, 8):
        somebody(house, number).needs_somebody(topic="recruitment_fees")
    assert statements() == few


def test_changes_name_new_cases_and_redraw_known_ones(house: House, amal: Client) -> None:
    first = somebody(house, 1)
    known = first.needs_somebody(topic="recruitment_fees")
    assert "new case" not in words(amal.get(f"/console/queue/live?known={known}"))
    new = somebody(house, 2).needs_somebody(topic="passport_retention", priority="high")
    nadia_takes(house, first)
    changes = amal.get(f"/console/queue/live?known={known}&known=X9X-99")
    assert numbers_on(changes) == [known] and new not in changes.text
    assert "1 new case" in words(changes) and "Nadia Ben Salah" in words(changes)
    somebody(house, 3).needs_somebody(topic="danger_violence", priority="urgent")
    assert "2 new cases, urgent" in words(amal.get(f"/console/queue/live?known={known}"))


def test_a_case_that_left_the_list_stays_on_the_screen_as_what_it_is_now(house: House, amal: Client) -> None:
    person = somebody(house, 1)
    number = person.needs_somebody(topic="recruitment_fees")
    nadia = nadia_takes(house, person)
    close_case(house.gateway.services, person.case_id, nadia)
    changes = amal.get(f"/console/queue/live?known={number}")
    assert numbers_on(changes) == [number] and "Closed" in words(changes)


def test_a_case_is_found_by_its_number_however_it_is_typed(house: House, amal: Client) -> None:
    number = somebody(house, 1).needs_somebody(topic="recruitment_fees")
    for typed in (number, number.lower(), number.replace("-", ""), f" {number[:3]} {number[4:]} "):
        response = amal.get("/console/find", params={"number": typed})
        assert response.headers["location"] == f"/console/cases/{number}"
    lost = amal.get("/console/find", params={"number": "Z9Z99<script>"})
    page = amal.get(lost.headers["location"])
    assert "There is no case Z9Z-99SCRIPT." in words(page)
