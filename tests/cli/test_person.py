"""What a person may ask for: everything that is stored, and its erasure."""

import json

import pytest

from helpline.domain.cases import Priority
from helpline.domain.conversations import Profile
from helpline.storage import cases, conversations, messages
from helpline.storage.database import Database
from helpline.storage.schema import metadata, people
from tests.cli.conftest import Helpline

NUMBER, WORDS = "+9613123456", "my boss took my passport"


@pytest.fixture
def case_number(database: Database) -> str:
    with database.write() as tx:
        conversation = conversations.start_conversation(
            tx, channel="whatsapp", address=NUMBER, profile=Profile(country="LB")
        )
        messages.add_message(tx, conversation, author="person", body={"text": WORDS})
        conversations.store_dialogue(tx, conversation, {"turns": [WORDS]})
        case = cases.open_case(
            tx, conversation_id=conversation, topic="passport_retention", reason="asked", priority=Priority.NORMAL
        )
        cases.add_event(tx, "CaseOpened", case=case)
    return case.number


def test_the_export_holds_what_is_stored_in_plain_words(
    case_number: str, helpline: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("person", "export", case_number.lower()) == 0
    exported = json.loads(capsys.readouterr().out)
    assert exported["people"][0]["country"] == "LB"
    assert exported["addresses"][0]["address"] == NUMBER
    assert exported["messages"][0]["body"]["text"] == WORDS
    assert exported["conversations"][0]["dialogue"] == {"turns": [WORDS]}
    assert exported["events"][0]["name"] == "CaseOpened"


def test_the_export_covers_every_table_that_hangs_on_a_person(
    case_number: str, helpline: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    helpline("person", "export", case_number)
    of_person, before = {"people"}, set[str]()
    while before != of_person:
        before = set(of_person)
        for table in metadata.sorted_tables:
            if any(key.column.table.name in of_person for key in table.foreign_keys):
                of_person.add(table.name)
    assert of_person <= set(json.loads(capsys.readouterr().out))


def test_erasing_leaves_nothing(case_number: str, helpline: Helpline, database: Database) -> None:
    assert helpline("person", "erase", case_number, "--yes") == 0
    with database.read() as tx:
        assert tx.execute(people.select()).all() == []
    assert helpline("person", "export", case_number) == 1


def test_erasing_asks_first(case_number: str, helpline: Helpline, database: Database) -> None:
    assert helpline("person", "erase", case_number, typed="no\n") == 1
    with database.read() as tx:
        assert tx.execute(people.select()).all()
    assert helpline("person", "erase", case_number, typed="erase\n") == 0


def test_an_unknown_number_is_said(database: Database, helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("person", "export", "K7Q-42") == 1
    assert "no case with this number" in capsys.readouterr().err
