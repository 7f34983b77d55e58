"""What a person may ask for: everything that is stored, and its erasure."""

import json

import pytest

from helpline.domain.cases import Priority
from helpline.domain.conversations import Profile
from helpline.storage import cases, conversations, linked_chats, messages
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


@pytest.fixture
def sms(database: Database, case_number: str) -> str:
    """The conversation of another chat that the person has joined."""
    with database.write() as tx:
        found = conversations.start_conversation(tx, channel="sms", address=NUMBER, profile=Profile())
        messages.add_message(tx, found, author="person", body={"text": "also me"})
        whatsapp = conversations.find_by_address(tx, "whatsapp", NUMBER)
        assert whatsapp
        people_of = [conversations.load(tx, each).person_id for each in (found, whatsapp)]
        linked_chats.join(tx, people_of[0], people_of[1])
    return found


def test_chats_that_the_person_joined_are_exported_and_erased_together(
    sms: str, case_number: str, helpline: Helpline, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("person", "export", case_number) == 0
    exported = json.loads(capsys.readouterr().out)
    assert {each["channel"] for each in exported["addresses"]} == {"sms", "whatsapp"}
    assert {each["body"]["text"] for each in exported["messages"]} == {WORDS, "also me"}
    assert helpline("person", "erase", sms, typed="erase\n") == 0
    assert "whatsapp" in capsys.readouterr().out
    with database.read() as tx:
        assert tx.execute(people.select()).all() == []


def test_who_joins_another_chat_while_the_question_stands_is_erased_all_the_same(
    case_number: str, helpline: Helpline, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def join(_question: str) -> str:
        with database.write() as tx:
            sms = conversations.start_conversation(tx, channel="sms", address=NUMBER, profile=Profile())
            whatsapp = conversations.find_by_address(tx, "whatsapp", NUMBER)
            assert whatsapp
            people_of = [conversations.load(tx, each).person_id for each in (sms, whatsapp)]
            linked_chats.join(tx, people_of[0], people_of[1])
        return "erase"

    monkeypatch.setattr("builtins.input", join)
    assert helpline("person", "erase", case_number) == 0
    with database.read() as tx:
        assert tx.execute(people.select()).all() == []


def test_an_unknown_number_is_said(database: Database, helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("person", "export", "K7Q-42") == 1
    assert "no case with this number" in capsys.readouterr().err
