"""Taking, replying, giving back and closing, with plain forms and with HTMX; who is too late; what is sent twice."""

import re
import uuid
from collections.abc import Callable

import pytest

from helpline.storage.staff import find_staff
from helpline.usecases.close_case import close_case
from helpline.usecases.take_case import take_case
from tests.console.conftest import Client
from tests.console.forms import send, token_of, words
from tests.console.house import House, Person

HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(house: House) -> Person:
    person = house.person("+97455512321", language="en", country="QA")
    person.needs_somebody(topic="passport_retention")
    return person


@pytest.fixture
def mine(amal: Client, person: Person) -> str:
    """The path of a case that Amal has taken."""
    path = f"/console/cases/{person.case_number}"
    assert send(amal, f"{path}/take").status_code == 303
    return path


def reply_id(client: Client, path: str) -> str:
    found = re.search(r'name="reply_id" value="([0-9a-f-]{36})"', client.get(path).text)
    assert found
    return found.group(1)


def test_taking_a_case_silences_the_assistant_and_tells_the_person(amal: Client, mine: str, person: Person) -> None:
    assert "You have it" in words(amal.get(mine))
    assert "has taken your case" in person.heard()[-1]


def test_a_reply_reaches_the_person_as_it_was_written(amal: Client, mine: str, person: Person) -> None:
    text = "Dear <b>friend</b>,\r\nplease write where you are.\x00"
    response = send(amal, f"{mine}/reply", text=text, reply_id=reply_id(amal, mine))
    assert response.status_code == 303 and response.headers["location"] == f"{mine}#composer"
    assert person.heard()[-1] == "Dear <b>friend</b>,\nplease write where you are."
    assert "Amal Haddad replied" in words(amal.get(mine))


def test_a_reply_that_is_sent_twice_arrives_once(amal: Client, mine: str, person: Person) -> None:
    form = {"text": "Please write where you are.", "reply_id": reply_id(amal, mine)}
    assert [send(amal, f"{mine}/reply", **form).status_code for _ in range(2)] == [303, 303]
    assert person.heard().count("Please write where you are.") == 1
    send(amal, f"{mine}/reply", text="Please write where you are.", reply_id=reply_id(amal, mine))
    assert person.heard().count("Please write where you are.") == 2, "on purpose it can be repeated"


def test_with_htmx_a_reply_comes_back_as_pieces_of_the_page(amal: Client, mine: str, person: Person) -> None:
    headers = {**HTMX, "X-CSRF-Token": token_of(amal.get(mine))}
    form = {"text": "I am Amal.", "reply_id": reply_id(amal, mine), "after": "3", "event": "2"}
    response = amal.post(f"{mine}/reply", data=form, headers=headers)
    assert response.status_code == 200 and "<html" not in response.text
    assert response.text.count("I am Amal.") == 1 and "data-fresh" in response.text
    assert form["reply_id"] not in response.text, "the next reply has an id of its own"


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_what_cannot_be_sent_comes_back_with_the_reason(amal: Client, mine: str, person: Person, text: str) -> None:
    response = send(amal, f"{mine}/reply", text=text, reply_id=reply_id(amal, mine))
    assert response.status_code == 400
    assert "Your text was not sent. Write between 1 and 4,000 characters" in words(response)
    assert text.strip() in response.text
    assert "has taken your case" in person.heard()[-1]


def test_an_id_that_is_none_is_not_stored(amal: Client, mine: str) -> None:
    assert send(amal, f"{mine}/reply", text="Hello", reply_id="see my letter").status_code == 400


def test_who_is_too_late_to_take_hears_who_has_it(house: House, amal: Client, person: Person) -> None:
    take_case(house.gateway.services, person.case_id, house.add_staff("Nadia Ben Salah"))
    response = send(amal, f"/console/cases/{person.case_number}/take")
    assert response.status_code == 409
    assert "Nadia Ben Salah has it. Nothing was changed." in words(response)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_reply_to_a_case_that_is_somebody_else_s_by_now_is_not_lost(
    house: House, amal: Client, mine: str, person: Person, headers: dict[str, str]
) -> None:
    token, fresh = token_of(amal.get(mine)), reply_id(amal, mine)
    send(amal, f"{mine}/release")
    take_case(house.gateway.services, person.case_id, house.add_staff("Nadia Ben Salah"))
    form = {"_csrf": token, "text": "My long answer", "reply_id": fresh}
    response = amal.post(f"{mine}/reply", data=form, headers=headers)
    assert response.status_code == 409
    assert "Nadia Ben Salah has it. Your text was not sent. It is kept below." in words(response)
    assert re.search(r"<textarea[^>]*readonly[^>]*>My long answer</textarea>", response.text)
    assert "My long answer" not in person.heard()


def test_giving_back_puts_the_case_into_the_queue_again(amal: Client, mine: str, person: Person) -> None:
    assert send(amal, f"{mine}/release").status_code == 303
    assert "Waiting, nobody has it" in words(amal.get(mine))
    assert "waiting for another person" in person.heard()[-1]


def test_closing_says_what_it_does_and_gives_the_conversation_back(amal: Client, mine: str, person: Person) -> None:
    assert "The conversation goes back to the assistant, and the person is told" in words(amal.get(mine))
    assert send(amal, f"{mine}/close").status_code == 303
    page = amal.get(mine)
    assert "This case is closed." in words(page) and "data-draft" not in page.text
    assert "is closed" in person.heard()[-1]
    assert "Amal Haddad closed the case" in words(page)


def test_only_who_has_a_case_can_close_it(house: House, amal: Client, person: Person) -> None:
    path = f"/console/cases/{person.case_number}"
    assert send(amal, f"{path}/close").status_code == 409
    nadia = house.add_staff("Nadia Ben Salah")
    take_case(house.gateway.services, person.case_id, nadia)
    assert send(amal, f"{path}/release").status_code == 409
    close_case(house.gateway.services, person.case_id, nadia)
    response = send(amal, f"{path}/take")
    assert response.status_code == 409 and "Closed. Nothing was changed." in words(response)


def test_nothing_happens_to_a_case_that_does_not_exist(amal: Client) -> None:
    for action in ("take", "release", "close", "reply"):
        response = send(amal, f"/console/cases/X9X-99/{action}", text="Hello", reply_id=str(uuid.uuid4()))
        assert response.status_code == 404, action


def test_no_text_reaches_the_log(
    amal: Client, mine: str, person: Person, capfd: pytest.CaptureFixture[str], sign_in: Callable[[str], Client]
) -> None:
    send(amal, f"{mine}/reply", text="a very secret answer", reply_id=reply_id(amal, mine))
    person.says("a very secret question")
    amal.get(f"{mine}/live")
    sign_in("amal")
    logged = "".join(capfd.readouterr())
    assert "secret" not in logged and "+974" not in logged and "amal@example.org" not in logged


def test_the_account_s_language_is_kept(house: House, amal: Client) -> None:
    assert send(amal, "/console/language", language="fr").status_code == 303
    with house.gateway.database.read() as tx:
        account = find_staff(tx, "amal@example.org")
    assert account and account[0].language == "fr"
    assert send(amal, "/console/language", language="xx").status_code == 400
