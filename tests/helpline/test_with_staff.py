"""What a person says while staff have the conversation answers the staff; what the bot promised is kept."""

from dataclasses import replace

import pytest

from helpline.domain.people import Role, Staff
from helpline.errors import Conflict
from helpline.services import Services
from helpline.storage import cases, conversations, outbox, staff
from helpline.usecases.close_case import JustWritten, close_case
from helpline.usecases.release_case import release_case
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case
from tests.helpline.conftest import Talk

pytestmark = pytest.mark.parametrize("loaded_database_url", ["sqlite"], indirect=True)
DANGER = "my employer beats me every day"


def case_of(person: Talk) -> cases.Case:
    with person.services.database.read() as tx:
        found = cases.find_open_case(tx, person.conversation_id)
    assert found
    return found


def is_known(person: Talk) -> bool:
    with person.services.database.read() as tx:
        return conversations.find_by_address(tx, person.channel, person.address) is not None


def taken(person: Talk, amal: Staff) -> cases.Case:
    return take_case(person.services, case_of(person).id, amal)


def test_a_number_after_a_staff_reply_answers_the_staff(person: Talk, amal: Staff) -> None:
    person.says("person")
    case = taken(person, amal)
    person.says("DELETE")
    reply_to_person(person.services, case.id, amal, "How many months of pay are missing?")
    person.says("1")
    assert is_known(person) and person.transcript()[-1].body["text"] == "1"


def test_taking_the_case_does_not_take_the_question_away(person: Talk, amal: Staff) -> None:
    person.says("person")
    person.says("DELETE")
    taken(person, amal)
    person.says("1")
    assert not is_known(person)


def test_a_second_reply_from_a_form_whose_answer_was_lost_is_sent(person: Talk, amal: Staff) -> None:
    person.says("person")
    case, form = taken(person, amal), "6f0b2f8e-7d1c-4b5e-9a7e-3f0a5d7c1b2a"
    first = reply_to_person(person.services, case.id, amal, "Are you well?", client_id=form)
    assert reply_to_person(person.services, case.id, amal, "Are you well?", client_id=form) == first
    assert reply_to_person(person.services, case.id, amal, "Where are you?", client_id=form) != first
    assert [body["text"] for body in person.heard()[-2:]] == ["Are you well?", "Where are you?"]


def test_a_case_is_not_closed_over_what_was_just_written(person: Talk, amal: Staff) -> None:
    person.says("person")
    case = taken(person, amal)
    seen = person.transcript()[-1].seq
    person.says("he is at the door with a knife")
    with pytest.raises(JustWritten):
        close_case(person.services, case.id, amal, seen=seen)
    close_case(person.services, case.id, amal, seen=person.transcript()[-1].seq)


@pytest.mark.parametrize("how", ["tap", "text"])
def test_who_was_asked_in_danger_where_they_are_gets_the_numbers(person: Talk, amal: Staff, how: str) -> None:
    person.says(DANGER)
    taken(person, amal)
    if how == "tap":
        person.says(choice="give_country:KW")
    else:
        person.says("I am in Kuwait")
    assert "112" in [contact["phone"] for contact in person.heard()[-1]["contacts"]]


def test_what_is_said_of_places_without_danger_is_for_the_staff(person: Talk, amal: Staff) -> None:
    person.says("person")
    taken(person, amal)
    count = len(person.heard())
    person.says("I am in Kuwait")
    assert len(person.heard()) == count


def test_in_danger_a_number_still_means_a_country(person: Talk) -> None:
    person.says(DANGER)
    countries = [choice["value"] for choice in person.heard()[-1]["choices"]]
    person.says("green gate near the school")
    assert [choice["value"] for choice in person.heard()[-1]["choices"]] == [*countries, "back_to_bot"]
    person.says("9")
    assert person.owner == "queue"
    person.says("4")
    assert "112" in [contact["phone"] for contact in person.heard()[-1]["contacts"]]
    assert person.owner == "queue"


@pytest.mark.parametrize(
    ("number", "name", "is_asked"),
    [
        ("+97455500121", "Qatar: ", False),
        ("+639171234567", "", True),
        ("+12025550123", "", True),
        ("+213551234567", "", True),
    ],
)
def test_the_country_of_a_number_is_named_and_doubted(
    services: Services, number: str, name: str, is_asked: bool
) -> None:
    person = Talk(services, "whatsapp", number)
    person.says(DANGER)
    body = person.heard()[-1]
    assert all(contact["name"].startswith(name) for contact in body["contacts"])
    assert bool(body["choices"]) is is_asked
    assert not [contact for contact in body["contacts"] if contact["name"].startswith(("Algeria: ", "United States: "))]


@pytest.mark.parametrize(("channel", "is_sent"), [("telegram", True), ("sms", False)])
def test_stop_right_behind_a_cry_for_help(services: Services, channel: str, is_sent: bool) -> None:
    person = Talk(services, channel, "+97455500121" if channel == "sms" else "555001")
    person.says(DANGER)
    urgent = next(message for message in person.transcript() if message.body.get("urgent"))
    person.says("STOP")
    with services.database.read() as tx:
        assert (outbox.state_of(tx, urgent.id) == "new") is is_sent


def test_a_language_tap_leaves_the_question(person: Talk) -> None:
    person.says(DANGER)
    person.says(choice="change_language:fr")
    person.says("4")
    numbers, _ = person.heard()[-2:]
    assert "112" in [contact["phone"] for contact in numbers["contacts"]]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR, Role.CASEWORKER])
def test_a_supervisor_gives_back_the_case_of_somebody_who_is_away(person: Talk, amal: Staff, role: Role) -> None:
    person.says("person")
    case = taken(person, amal)
    other = replace(amal, id="somebody else", role=role)
    if role is Role.CASEWORKER:
        with pytest.raises(Conflict):
            release_case(person.services, case.id, other)
        return
    with person.services.database.write() as tx:
        other = staff.add_staff(tx, email="s@example.org", name="Samir Naser", role=role, password_hash="not used here")
    release_case(person.services, case.id, other)
    assert person.owner == "queue"
