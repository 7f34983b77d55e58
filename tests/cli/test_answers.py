"""`helpline answers`: what is past its date is listed, and confirmed by those who may."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from helpline.domain.answers import GRACE
from helpline.domain.people import Role
from helpline.storage import staff
from helpline.storage.answers import answers_version, find_answer
from helpline.storage.database import Database
from helpline.storage.schema import answers, events, review_tasks
from helpline.usecases.load_content import load_content
from helpline.usecases.open_reviews import open_reviews
from tests.cli.conftest import Helpline
from tests.processes import ROOT

VOLATILE, LASTING = "accommodation.QA", "unions"


def today() -> date:
    """Anew each time: tests also run over midnight."""
    return datetime.now(UTC).date()


@pytest.fixture
def loaded(database: Database) -> Database:
    """With the repository's content, of which two answers are past their date, and two members of staff."""
    load_content(database, ROOT / "content")
    with database.write() as tx:
        tx.execute(update(answers).values(review_by=today() + timedelta(days=50)))
        for name, days in ((VOLATILE, 1), (LASTING, GRACE.days + 1)):
            tx.execute(update(answers).where(answers.c.id == name).values(review_by=today() - timedelta(days=days)))
        for first, role in (("mona", Role.EDITOR), ("amal", Role.CASEWORKER)):
            staff.add_staff(tx, email=f"{first}@example.org", name=first, role=role, password_hash="")
    return database


def tasks(database: Database) -> list[tuple[str, str, bool]]:
    with database.read() as tx:
        rows = tx.execute(select(review_tasks).order_by(review_tasks.c.answer_id, review_tasks.c.id)).all()
    return [(row.answer_id, row.reason, row.done_at is None) for row in rows]


def until(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def confirm(helpline: Helpline, answer: str, days: int, by: str = "mona") -> int:
    return helpline("answers", "reviewed", answer, "--by", f"{by}@example.org", "--until", until(days))


def test_a_task_is_opened_once_for_every_answer_past_its_date(loaded: Database) -> None:
    assert (open_reviews(loaded), open_reviews(loaded)) == (2, 0)
    assert tasks(loaded) == [(VOLATILE, "due", True), (LASTING, "expired", True)]


def test_a_task_says_when_the_answer_is_no_longer_sent(loaded: Database) -> None:
    open_reviews(loaded)
    with loaded.write() as tx:
        tx.execute(
            update(answers).where(answers.c.id == VOLATILE).values(review_by=today() - GRACE - timedelta(days=1))
        )
    assert open_reviews(loaded) == 0
    assert tasks(loaded)[0] == (VOLATILE, "expired", True)


def test_confirming_renews_the_answer_closes_its_task_and_is_noted(helpline: Helpline, loaded: Database) -> None:
    open_reviews(loaded)
    with loaded.read() as tx:
        before, version = find_answer(tx, LASTING), answers_version(tx)
    assert confirm(helpline, LASTING, 300) == 0
    with loaded.read() as tx:
        after = find_answer(tx, LASTING)
        noted = tx.execute(select(events).where(events.c.name == "AnswerReviewed")).one()
        assert answers_version(tx) > version
    assert before and after
    assert (after.checked_on, after.review_by.isoformat(), after.version) == (today(), until(300), before.version + 1)
    assert noted.details["answer"] == LASTING and noted.staff_id
    assert tasks(loaded) == [(VOLATILE, "due", True), (LASTING, "expired", False)]


@pytest.mark.parametrize(("answer", "longest"), [(VOLATILE, 90), (LASTING, 365)])
def test_an_answer_is_confirmed_for_no_longer_than_it_may(
    helpline: Helpline, loaded: Database, answer: str, longest: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert confirm(helpline, answer, longest + 1) == 1
    assert f"at the latest {until(longest)}" in capsys.readouterr().err
    assert confirm(helpline, answer, 0) == 1
    assert confirm(helpline, answer, longest) == 0


def test_a_caseworker_may_not_confirm(helpline: Helpline, loaded: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert confirm(helpline, LASTING, 30, by="amal") == 1
    assert "Only an editor" in capsys.readouterr().err


def test_what_is_typed_wrong_is_named(helpline: Helpline, loaded: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("answers", "reviewed", LASTING, "--by", "mona@example.org", "--until", "31/02/2027") == 1
    assert "'31/02/2027' is not a date" in capsys.readouterr().err
    assert confirm(helpline, "no_such_answer", 30) == 1
    assert "no_such_answer" in capsys.readouterr().err


def test_the_list_says_what_is_still_sent(
    helpline: Helpline, loaded: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("answers", "reviews") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(LASTING) and said[0].endswith("not sent any more")
    assert said[1].startswith(VOLATILE) and said[1].endswith("still sent")
    assert said[-1] == "2 answers to review."


def test_a_date_that_is_renewed_in_the_files_closes_the_task(loaded: Database) -> None:
    open_reviews(loaded)
    with loaded.write() as tx:  # as if the file had been changed since it was loaded
        tx.execute(update(answers).where(answers.c.id == VOLATILE).values(file_digest="earlier"))
    load_content(loaded, ROOT / "content")
    assert tasks(loaded) == [(VOLATILE, "due", False), (LASTING, "expired", True)]
