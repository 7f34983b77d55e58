"""Answers past their date: the list, and confirming one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from httpx import Response
from sqlalchemy import text

from helpline.content.answers import read_answers
from helpline.domain.answers import GRACE, Answer
from helpline.domain.people import Role
from helpline.storage.answers import find_answer, put_answer
from helpline.storage.schema import review_tasks
from helpline.usecases.open_reviews import open_reviews
from tests.console.conftest import Client
from tests.console.forms import token_of, words
from tests.console.house import House
from tests.processes import ROOT

ANSWERS = {entry.answer.id: entry.answer for entry in read_answers(ROOT / "content")}
SignIn = Callable[[str], Client]


def today() -> date:
    """Anew each time: tests also run over midnight."""
    return datetime.now(UTC).date()


def overdue(house: House, answer_id: str, days: int) -> Answer:
    """Puts an answer into the database whose date was so many days ago."""
    answer = replace(ANSWERS[answer_id], review_by=today() - timedelta(days=days))
    with house.gateway.database.write() as tx:
        put_answer(tx, answer, file_digest="1")
    open_reviews(house.gateway.database)
    return answer


def confirm(client: Client, answer_id: str, days: int, version: int = 1) -> Response:
    until = (today() + timedelta(days=days)).isoformat()
    form = {"_csrf": token_of(client.get("/console/reviews")), "until": until, "version": str(version)}
    return client.post(f"/console/reviews/{answer_id}/confirm", data=form)


def stored(house: House, answer_id: str) -> Answer:
    with house.gateway.database.read() as tx:
        found = find_answer(tx, answer_id)
    assert found
    return found


@pytest.fixture
def mona(house: House, sign_in: SignIn) -> Client:
    """Mona, an editor, is signed in: she may not see cases."""
    house.add_staff("Mona Khoury", Role.EDITOR)
    return sign_in("mona")


def test_the_list_says_what_is_due_since_when_and_where_to_check(house: House, amal: Client) -> None:
    answer = overdue(house, "unpaid_wages.QA", 3)
    overdue(house, "unions", GRACE.days + 1)
    page = amal.get("/console/reviews")
    said = words(page)
    assert f"Still sent Unpaid wages Qatar unpaid_wages.QA Was due on {answer.review_by}, 3 days ago" in said
    assert "Not sent any more Unions and strikes general rule unions" in said
    assert said.index("Unions and strikes") < said.index("Unpaid wages Qatar"), "the oldest comes first"
    assert all(source.title in said for source in answer.sources)
    assert "English, Arabic, French" in said


def test_the_header_counts_them_on_the_queue(house: House, amal: Client) -> None:
    assert "Reviews 0" in words(amal.get("/console"))
    overdue(house, "unions", 1)
    assert "Reviews 1" in words(amal.get("/console"))


def test_a_page_that_says_what_went_wrong_asks_the_database_nothing(house: House, amal: Client) -> None:
    with house.gateway.database.write() as tx:
        tx.execute(text(f"ALTER TABLE {review_tasks.name} RENAME TO gone"))
    page = amal.get("/console")
    assert page.status_code == 500
    assert "Reviews" in words(page) and "Sign out" in words(page)


def test_an_editor_confirms_and_the_answer_is_no_longer_listed(house: House, mona: Client) -> None:
    overdue(house, "unions", 40)
    response = confirm(mona, "unions", 200)
    assert response.headers["location"] == "/console/reviews?done=unions"
    after = stored(house, "unions")
    assert (after.checked_on, after.review_by, after.version) == (today(), today() + timedelta(days=200), 2)
    assert "unions is confirmed." in words(mona.get("/console/reviews?done=unions"))
    assert "No answers to review" in words(mona.get("/console/reviews"))


def test_an_editor_finds_the_way_there_from_the_page_that_is_closed_to_them(house: House, mona: Client) -> None:
    closed = mona.get("/console")
    assert closed.status_code == 403 and 'href="/console/reviews"' in closed.text


def test_a_caseworker_sees_the_list_and_may_not_confirm(house: House, amal: Client) -> None:
    overdue(house, "unions", 40)
    page = amal.get("/console/reviews")
    assert "Unions and strikes" in words(page) and "/confirm" not in page.text
    assert confirm(amal, "unions", 30).status_code == 403
    assert stored(house, "unions").version == 1


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_a_day_that_is_too_near_or_too_far_changes_nothing(house: House, mona: Client, days: int) -> None:
    overdue(house, "accommodation.QA", 2)
    response = confirm(mona, "accommodation.QA", days)
    assert response.status_code == 400 and "Nothing was changed" in words(response)
    assert stored(house, "accommodation.QA").version == 1


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(house: House, mona: Client) -> None:
    overdue(house, "unions", 2)
    overdue(house, "unions", 3)
    response = confirm(mona, "unions", 30, version=1)
    assert response.status_code == 409 and "somebody has changed" in words(response)


@pytest.mark.parametrize(("language", "title"), [("ar", "المراجعات"), ("fr", "À revoir")])
def test_it_speaks_the_language_of_the_staff_member(house: House, sign_in: SignIn, language: str, title: str) -> None:
    house.add_staff("Nadia Ben Salah", Role.SUPERVISOR, language)
    overdue(house, "unions", 2)
    page = sign_in("nadia").get("/console/reviews")
    assert ("الإنجليزية، العربية" in page.text) == (language == "ar")
    assert f"<h1>{title}</h1>" in page.text and ANSWERS["unions"].translations[language].question in words(page)
