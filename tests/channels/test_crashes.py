"""A sender is killed, or gets no answer: nothing is lost, nothing known to have been sent is sent again."""

import threading
from datetime import timedelta

import pytest

from helpline.domain.messages import OutgoingMessage
from helpline.domain.sending import Sender
from helpline.storage.database import Database
from helpline.usecases.deliver_outbox import deliver_next
from helpline.usecases.forget_person import forget_person
from tests.channels.cases import CHANNELS_AND_ENGINES, RATE_LIMITED, Case
from tests.channels.outboxes import (
    Killed,
    Watched,
    address_row,
    deliver_all,
    dying,
    let_time_pass,
    make_older,
    parts_of,
    put_out,
    row_of,
    start,
    state_of,
    waits_for,
)
from tests.channels.people import ADDRESSES
from tests.fakes.script import Break

pytestmark = CHANNELS_AND_ENGINES

LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 250 for number in range(1, 9))


@pytest.fixture
def senders(case: Case) -> dict[str, Sender]:
    return {case.name: case.channel}


@pytest.fixture
def conversation(database: Database, case: Case) -> str:
    return start(database, case.name)


def die(database: Database, case: Case, *, before: int | None = None, after: int | None = None) -> None:
    """One sender takes a message and is killed at the given call; its lease runs out."""
    with pytest.raises(Killed):
        deliver_next(database, {case.name: dying(case.channel, before=before, after=after)})
    assert not deliver_next(database, {case.name: case.channel})
    let_time_pass(database)


@pytest.mark.parametrize("number", [0, 1])
def test_killed_before_a_call_nothing_is_doubled(
    number: int, database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    put_out(database, conversation, LONG)
    die(database, case, before=number)
    deliver_all(database, senders)
    assert [shown.text for shown in case.shown()] == [
        part.text for part in case.channel.parts(case.name, OutgoingMessage(LONG, "en"))
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_killed_after_a_call_what_can_be_looked_up_is_not_doubled(
    number: int, database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    """Where nothing can be looked up, the one part whose outcome nobody knows is sent again, and no other."""
    message = put_out(database, conversation, LONG)
    die(database, case, after=number)
    deliver_all(database, senders)
    expected = [part.text for part in case.channel.parts(case.name, OutgoingMessage(LONG, "en"))]
    if not case.channel.can_look_up:
        expected.insert(number, expected[number])
    assert [shown.text for shown in case.shown()] == expected
    assert state_of(database, message) == "sent"


def test_the_same_words_said_before_are_not_taken_for_the_lost_ones(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    put_out(database, conversation, "I added this to your case.")
    deliver_all(database, senders)
    put_out(database, conversation, "I added this to your case.")
    die(database, case, before=0)
    deliver_all(database, senders)
    assert len(case.shown()) == 2


@pytest.mark.parametrize("takes_message", [True, False])
def test_without_an_answer_it_is_looked_up_before_it_is_sent_again(
    takes_message: bool, database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(Break(takes_message=takes_message))
    first, second = put_out(database, conversation, "First"), put_out(database, conversation, "Second")
    deliver_all(database, senders)
    assert timedelta(seconds=25) < waits_for(database, first) <= timedelta(seconds=30)
    assert (state_of(database, first), state_of(database, second)) == ("new", "new")
    let_time_pass(database)
    deliver_all(database, senders)
    doubled = takes_message and not case.channel.can_look_up
    assert [shown.text for shown in case.shown()] == ["First"] * (2 if doubled else 1) + ["Second"]


def test_nobody_in_danger_waits_for_certainty(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(Break(takes_message=False))
    message = put_out(database, conversation, OutgoingMessage("Call 999", "en", urgent=True))
    deliver_all(database, senders)
    assert waits_for(database, message) < timedelta(seconds=3)


def test_a_refusal_that_is_clear_is_no_unknown(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(RATE_LIMITED[case.provider])
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert not parts_of(database, message)


def test_blind_tries_come_to_an_end(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "Hello")
    for _ in range(4):
        case.script.add(Break(takes_message=False))
        deliver_all(database, senders)
        let_time_pass(database)
    assert state_of(database, message) == ("new" if case.channel.can_look_up else "unknown")
    case.script.clear()
    deliver_all(database, senders)
    assert len(case.shown()) == (1 if case.channel.can_look_up else 0)


def test_after_hours_without_an_answer_the_message_stays_unknown(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(Break(takes_message=False))
    message = put_out(database, conversation, "Hello")
    make_older(database, message, timedelta(hours=5))
    deliver_all(database, senders)
    assert state_of(database, message) == "unknown"
    assert row_of(database, message).error_code


def test_a_person_may_be_erased_while_a_message_is_on_its_way(
    database: Database, case: Case, conversation: str
) -> None:
    put_out(database, conversation, LONG)
    person = address_row(database).person_id

    def erase(count: int) -> None:
        with database.write() as tx:
            forget_person(tx, person)

    assert deliver_next(database, {case.name: Watched(case.channel, before=erase)})
    assert len(case.shown()) == 1
    assert not deliver_next(database, {case.name: case.channel})


def test_several_senders_share_the_work_without_doubling_or_mixing(
    database: Database, case: Case, senders: dict[str, Sender]
) -> None:
    addresses = [ADDRESSES[case.name][:-1] + str(number) for number in range(2, 8)]
    conversations = [start(database, case.name, address) for address in addresses]
    for number in range(5):
        for conversation in conversations:
            put_out(database, conversation, f"Message {number}")
    threads = [threading.Thread(target=deliver_all, args=(database, senders)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    deliver_all(database, senders)
    for address in addresses:
        assert case.shown_to(address) == [f"Message {number}" for number in range(5)]
