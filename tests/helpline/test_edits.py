"""A person changes what they wrote (Telegram): answered once when it matters, shown always. On both databases."""

from dataclasses import replace
from typing import Any

import pytest

from helpline.domain.cases import Case
from helpline.domain.people import Staff
from helpline.services import Services
from helpline.storage import cases
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.take_case import take_case
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk


@pytest.fixture
def asked(person: Talk, brain: ScriptedBrain) -> Talk:
    """Somebody whose question was answered."""
    person.says("my boss keeps my pasport", reference="11")
    return person


def texts(brain: ScriptedBrain) -> list[Any]:
    return [turn["text"] for turn in brain.asked]


def said(talk: Talk) -> list[str]:
    return [str(each.body["text"]) for each in talk.transcript() if each.author == "person"]


def case_of(talk: Talk) -> Case:
    with talk.services.database.read() as tx:
        found = cases.find_open_case(tx, talk.conversation_id)
    assert found is not None
    return found


def test_the_last_message_changed_is_answered_once_more(asked: Talk, brain: ScriptedBrain) -> None:
    asked.says("my boss keeps my phone", reference="11", edits="11")
    assert texts(brain) == ["my boss keeps my pasport", "my boss keeps my phone"]
    assert said(asked) == texts(brain)
    asked.says("my boss keeps my phone!", reference="11", edits="11")
    assert len(brain.asked) == 2, "other marks are no other words"
    assert len(said(asked)) == 3, "staff see it all the same"


def test_an_edit_that_leaves_the_text_as_it_was_is_nothing(asked: Talk, brain: ScriptedBrain) -> None:
    for _ in range(2):
        asked.says("my boss keeps my pasport", reference="11", edits="11")
    assert len(brain.asked) == 1 and len(said(asked)) == 1


def test_an_older_message_changed_is_only_shown(asked: Talk, brain: ScriptedBrain) -> None:
    asked.says("and how do I complain", reference="12")
    asked.says("my boss keeps my phone", reference="11", edits="11")
    assert len(brain.asked) == 2 and len(said(asked)) == 3


def test_what_staff_answered_is_not_answered_by_the_bot(asked: Talk, brain: ScriptedBrain, amal: Staff) -> None:
    asked.says("person", reference="12")
    case = case_of(asked)
    take_case(asked.services, case.id, amal)
    reply_to_person(asked.services, case.id, amal, "Hello, I am Amal.")
    heard = len(asked.heard())
    asked.says("a person please", reference="12", edits="12")
    assert len(asked.heard()) == heard and len(brain.asked) == 1


@pytest.mark.parametrize("is_last", [True, False])
def test_danger_in_an_edit_raises_the_alarm(asked: Talk, is_last: bool) -> None:
    if not is_last:
        asked.says("and how do I complain", reference="12")
    asked.says("my boss is beating me", reference="11", edits="11")
    assert case_of(asked).priority.name == "URGENT"
    assert asked.heard()[-1]["urgent"]


def test_an_edit_of_what_we_never_got_is_a_message(person: Talk, brain: ScriptedBrain) -> None:
    person.says("my boss keeps my phone", reference="11", edits="11")
    assert texts(brain) == ["my boss keeps my phone"]


def test_changed_before_it_was_read_it_is_read_once(services: Services, brain: ScriptedBrain) -> None:
    talk = Talk(replace(services, gather_seconds=2.0))
    talk.says("my boss keeps my pasport", reference="11", handled=False)
    talk.says("and how do I complain", reference="12", handled=False)
    talk.says("my boss keeps my phone", reference="11", edits="11", handled=False)
    while take_next_turn(talk.services):
        pass
    assert texts(brain) == ["my boss keeps my phone\nand how do I complain"]
    assert len(said(talk)) == 3


def test_danger_that_was_taken_back_before_it_was_read_counts(services: Services) -> None:
    talk = Talk(replace(services, gather_seconds=2.0))
    talk.says("he is beating me", reference="11", handled=False)
    talk.says("nothing, all is well", reference="11", edits="11")
    assert case_of(talk).priority.name == "URGENT"
