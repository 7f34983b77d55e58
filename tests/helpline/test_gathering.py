"""Messages in quick succession: at most two answers, nothing lost, nobody in danger waits. On both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from helpline.domain.messages import Media
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import cases
from helpline.storage.schema import inbox, messages
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk

FIVE = ("hello", "my boss keeps my passport", "and he does not pay me", "for three months", "what can I do?")


@pytest.fixture
def person(services: Services) -> Talk:
    return Talk(replace(services, gather_seconds=2.0))


def handle_all(talk: Talk) -> None:
    """Until nothing is due now."""
    while take_next_turn(talk.services):
        pass


def let_pass(talk: Talk, seconds: float) -> None:
    """As if all that came had come so much earlier."""
    earlier = timedelta(seconds=seconds)
    with talk.services.database.write() as tx:
        for row in tx.execute(select(inbox.c.id, inbox.c.received_at, inbox.c.available_at)).all():
            moved = {"received_at": row.received_at - earlier, "available_at": row.available_at - earlier}
            tx.execute(update(inbox).where(inbox.c.id == row.id).values(**moved))


def states(talk: Talk) -> list[str]:
    with talk.services.database.read() as tx:
        return list(tx.execute(select(inbox.c.state).order_by(inbox.c.id)).scalars())


def asked(brain: ScriptedBrain) -> list[str]:
    return [str(turn["text"]) for turn in brain.asked]


def test_five_quick_messages_get_two_answers_and_stay_five(person: Talk, brain: ScriptedBrain) -> None:
    for text in FIVE:
        person.says(text)
        let_pass(person, 0.5)
    assert asked(brain) == ["hello"], "the first is answered at once"
    assert states(person) == ["done", "new", "new", "new", "new"]
    let_pass(person, 1.6)
    handle_all(person)
    assert asked(brain) == ["hello", "\n".join(FIVE[1:])]
    assert states(person) == ["done"] * 5
    assert len(person.heard()) == 2
    assert [each.body["text"] for each in person.transcript() if each.author == "person"] == list(FIVE)


def test_what_piled_up_during_a_turn_is_one_turn(person: Talk, brain: ScriptedBrain) -> None:
    """Also on the web chat, where nothing is held back."""
    talk = Talk(person.services, channel="webchat", address="web-1")

    def meanwhile() -> None:
        brain.before_answering = lambda: None
        for text in FIVE[1:]:
            talk.says(text, handled=False)

    brain.before_answering = meanwhile
    talk.says(FIVE[0])
    assert asked(brain) == [FIVE[0], "\n".join(FIVE[1:])]


def test_a_message_after_a_pause_is_answered_at_once(person: Talk, brain: ScriptedBrain) -> None:
    person.says(FIVE[0])
    let_pass(person, 2.1)
    person.says(FIVE[1])
    assert asked(brain) == list(FIVE[:2])


def test_whoever_goes_on_writing_is_answered_all_the_same(person: Talk, brain: ScriptedBrain) -> None:
    person.says("hello")
    for number in range(8):
        person.says(f"and there is one more thing, number {number}")
        let_pass(person, 1.0)
    assert len(brain.asked) == 2
    assert asked(brain)[1].count("\n") == 6, "six seconds after the first of them"


@pytest.mark.parametrize("text", ["STOP", "2", "Arabic", "person", "link 4821 3377"])
def test_a_command_or_a_number_is_not_held_nor_joined(person: Talk, brain: ScriptedBrain, text: str) -> None:
    brain.replies = (Reply("wording", "did_you_mean", choices=("unpaid_wages", "leave", "talk_to_human")),)
    person.says("hello")
    person.says("my boss keeps my passport")
    assert len(brain.asked) == 1
    person.says(text)
    assert states(person) == ["done"] * 3
    assert asked(brain)[1] == "my boss keeps my passport"
    assert not any("\n" in each for each in asked(brain))


def test_taps_and_pictures_are_not_held_nor_joined(person: Talk, brain: ScriptedBrain) -> None:
    person.says("hello")
    person.says("and this", handled=False)
    person.says(choice="unpaid_wages", handled=False)
    person.says("my contract", media=(Media("image", "file-1", "image/jpeg"),), handled=False)
    handle_all(person)
    assert asked(brain)[1:] == ["and this", "", "my contract"]
    assert states(person) == ["done"] * 4


@pytest.mark.parametrize("texts", [("please", "he is beating me"), ("he is", "beating me")])
def test_nobody_in_danger_waits(person: Talk, texts: tuple[str, ...]) -> None:
    """Told in one message, or cut into two."""
    person.says("hello")
    for text in texts:
        person.says(text)
    assert states(person) == ["done"] * 3
    with person.services.database.read() as tx:
        case = cases.find_open_case(tx, person.conversation_id)
    assert case is not None and case.priority.name == "URGENT"
    assert person.heard()[-1]["urgent"]


def test_what_breaks_twice_is_handled_one_by_one(person: Talk, brain: ScriptedBrain) -> None:
    """A message that breaks everything does not take the others along."""

    def break_at_the_bad_one() -> None:
        if "bad one" in str(brain.asked[-1]["text"]):
            raise RuntimeError

    brain.before_answering = break_at_the_bad_one
    for text in ("a first question", "the bad one", "a last question"):
        person.says(text, handled=False)
    for _ in range(12):
        with person.services.database.write() as tx:
            tx.execute(update(inbox).values(available_at=tx.now - timedelta(seconds=9)))
        handle_all(person)
    assert states(person) == ["done", "dead", "done"]
    assert "a first question" in asked(brain)


def test_what_was_understood_stands_with_the_last(person: Talk, brain: ScriptedBrain) -> None:
    for text in FIVE[:2]:
        person.says(text, handled=False)
    handle_all(person)
    understood = [each.understanding for each in person.transcript() if each.author == "person"]
    assert understood[0] is None and (understood[1] or {})["topic"] == "unpaid_wages"
    with person.services.database.read() as tx:
        assert tx.execute(select(messages.c.id).where(messages.c.language == "en")).all()


def test_a_worker_that_dies_with_a_burst_loses_none_of_it(person: Talk, brain: ScriptedBrain) -> None:
    def die() -> None:
        brain.before_answering = lambda: None
        raise KeyboardInterrupt  # nothing in the turn's code catches it

    brain.before_answering = die
    for text in FIVE[:3]:
        person.says(text, handled=False)
    with pytest.raises(KeyboardInterrupt):
        take_next_turn(person.services)
    assert states(person) == ["running"] * 3
    handle_all(person)
    assert states(person) == ["running"] * 3, "the lease holds"
    with person.services.database.write() as tx:
        tx.execute(update(inbox).values(lease_until=tx.now - timedelta(seconds=1)))
    handle_all(person)
    assert asked(brain)[-1] == "\n".join(FIVE[:3])
    assert states(person) == ["done"] * 3


def test_with_the_setting_at_nothing_each_is_answered_by_itself(services: Services, brain: ScriptedBrain) -> None:
    talk = Talk(services)
    for text in FIVE:
        talk.says(text, handled=False)
    handle_all(talk)
    assert asked(brain) == list(FIVE)
