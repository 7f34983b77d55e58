"""Questions leave the database only when the person allows it, and without what points to them."""

import csv
import io
from pathlib import Path

import pytest

from helpline.domain.consent import Kind, Source
from helpline.domain.conversations import Profile
from helpline.domain.turns import Understanding
from helpline.storage import consents, conversations, messages
from helpline.storage.database import Database
from tests.cli.conftest import Helpline

WORDS = "my boss took my passport"
UNDERSTOOD = Understanding("passport_retention", 0.9, (("passport_retention", 0.9),), "brain")


def person_who_wrote(
    database: Database, *texts: str, understood: Understanding = UNDERSTOOD, allows: Kind | None = Kind.LEARNING
) -> str:
    """The conversation's id."""
    with database.write() as tx:
        conversation = conversations.start_conversation(tx, channel="telegram", address=texts[0], profile=Profile())
        for text in texts:
            message = messages.add_message(tx, conversation, author="person", body={"text": text})
            messages.note_understanding(tx, message, understood.to_data(), "en")
    if allows:
        agree(database, conversation, allows)
    return conversation


def agree(database: Database, conversation: str, kind: Kind) -> None:
    with database.write() as tx:
        found = conversations.load(tx, conversation)
        consents.agree(tx, found.person_id, found.address_id, kind, Source.CHOICE)


def exported(helpline: Helpline, folder: Path) -> list[list[str]]:
    file = folder / "questions.csv"
    assert helpline("questions", "export", str(file)) == 0
    head, *rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))
    assert head == ["language", "text", "topic", "confidence", "understood"]
    return rows


def test_questions_are_written_once_in_the_alphabets_order(
    database: Database, helpline: Helpline, tmp_path: Path
) -> None:
    person_who_wrote(database, "why no pay", WORDS)
    person_who_wrote(database, "and my visa?", WORDS)
    rows = exported(helpline, tmp_path)
    assert [row[1] for row in rows] == ["and my visa?", WORDS, "why no pay"]
    assert rows[1] == ["en", WORDS, "passport_retention", "0.90", "yes"]


def test_what_was_not_understood_is_told(database: Database, helpline: Helpline, tmp_path: Path) -> None:
    unsure = Understanding("nlu_fallback", 0.2, (("visa_change", 0.2), ("work_visa", 0.1)), "brain")
    person_who_wrote(database, "papers thing", understood=unsure)
    assert exported(helpline, tmp_path) == [["en", "papers thing", "visa_change", "0.20", "no"]]


@pytest.mark.parametrize("allows", [None, Kind.FOLLOW_UP])
def test_who_did_not_allow_it_is_left_out(
    database: Database, helpline: Helpline, tmp_path: Path, allows: Kind | None
) -> None:
    person_who_wrote(database, WORDS, allows=allows)
    assert exported(helpline, tmp_path) == []


def test_who_takes_it_back_is_left_out(database: Database, helpline: Helpline, tmp_path: Path) -> None:
    conversation = person_who_wrote(database, WORDS)
    assert len(exported(helpline, tmp_path)) == 1
    agree(database, conversation, Kind.ANSWER)
    assert exported(helpline, tmp_path) == []


@pytest.mark.parametrize("decided_by", ["safeguarding", "command", "queue", "media", ""])
def test_only_what_the_assistant_answered(
    database: Database, helpline: Helpline, tmp_path: Path, decided_by: str
) -> None:
    person_who_wrote(database, WORDS, understood=Understanding("passport_retention", 1.0, (), decided_by))
    assert exported(helpline, tmp_path) == []


def test_numbers_and_formulas_do_not_come_along(database: Database, helpline: Helpline, tmp_path: Path) -> None:
    person_who_wrote(database, "=cmd() call +961 3 123 456")
    assert [row[1] for row in exported(helpline, tmp_path)] == ["'=cmd() call [number]"]


def test_another_kind_of_file_is_refused(
    database: Database, helpline: Helpline, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "questions.xlsx"
    assert helpline("questions", "export", str(file)) == 1
    assert "questions.xlsx does not end in .csv" in capsys.readouterr().err and not file.exists()


def test_a_folder_that_is_not_there_is_named(
    database: Database, helpline: Helpline, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("questions", "export", str(tmp_path / "none" / "questions.csv")) == 1
    assert "cannot be written" in capsys.readouterr().err
