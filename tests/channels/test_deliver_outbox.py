"""From the outbox to the phone: the usual way, refusals, and who gets nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from helpline.domain.cases import Priority
from helpline.domain.consent import Source
from helpline.domain.conversations import Owner
from helpline.domain.messages import ContactLine, OutgoingMessage
from helpline.domain.sending import Sender
from helpline.storage import cases as cases_table
from helpline.storage import conversations, people
from helpline.storage.database import Database
from helpline.storage.schema import messages
from helpline.usecases.consent import stop
from helpline.usecases.deliver_outbox import deliver_next
from tests.channels.cases import CHANNELS_AND_ENGINES, RATE_LIMITED, REFUSED, WRONG_TOKEN, Case
from tests.channels.outboxes import (
    address_row,
    deliver_all,
    let_time_pass,
    make_older,
    parts_of,
    put_out,
    put_out_within,
    row_of,
    start,
    state_of,
    waits_for,
)
from tests.channels.people import ADDRESSES

pytestmark = CHANNELS_AND_ENGINES

LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 250 for number in range(1, 9))


@pytest.fixture
def senders(case: Case) -> dict[str, Sender]:
    return {case.name: case.channel}


@pytest.fixture
def conversation(database: Database, case: Case) -> str:
    return start(database, case.name)


def test_messages_arrive_in_order(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    ids = [put_out(database, conversation, f"Message {number}") for number in range(5)]
    assert deliver_all(database, senders) == 5
    assert [shown.text for shown in case.shown()] == [f"Message {number}" for number in range(5)]
    assert {state_of(database, each) for each in ids} == {"sent"}
    assert not deliver_next(database, senders)


def test_each_part_is_noted(database: Database, case: Case, senders: dict[str, Sender], conversation: str) -> None:
    message = put_out(database, conversation, LONG)
    deliver_all(database, senders)
    noted = parts_of(database, message)
    assert len(noted) == len(case.shown()) > 1
    assert {part.state for part in noted} == {"sent"}
    assert len({part.provider_id for part in noted}) == len(noted)


def test_a_limit_holds_up_its_conversation_and_no_other(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(RATE_LIMITED[case.provider])
    first, second = put_out(database, conversation, "First"), put_out(database, conversation, "Second")
    other = put_out(database, start(database, case.name, ADDRESSES[case.name][:-1] + "9"), "Other")
    deliver_all(database, senders)
    assert [state_of(database, each) for each in (first, second, other)] == ["new", "new", "sent"]
    if case.provider == "telegram":
        assert timedelta(seconds=6) < waits_for(database, first) <= timedelta(seconds=7)
    let_time_pass(database)
    deliver_all(database, senders)
    assert [shown.text for shown in case.shown()] == ["First", "Second"]


def test_a_wrong_token_waits_for_the_operator(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(WRONG_TOKEN[case.provider])
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert waits_for(database, message) > timedelta(seconds=50)


def test_what_is_refused_is_given_up_and_shown_to_staff(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    with database.write() as tx:
        opened = cases_table.open_case(
            tx, conversation_id=conversation, topic="t", reason="asked", priority=Priority.NORMAL
        )
    case.script.add(REFUSED[case.provider])
    refused, next_one = put_out(database, conversation, "Refused"), put_out(database, conversation, "Next")
    deliver_all(database, senders)
    assert (state_of(database, refused), state_of(database, next_one)) == ("failed", "sent")
    with database.read() as tx:
        event = cases_table.list_events(tx, opened.id)[-1]
    assert event.name == "MessageUndelivered"
    assert event.details == {"message": refused, "error": row_of(database, refused).error_code}


def test_whoever_turned_us_away_is_marked(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.turn_away()
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert state_of(database, message) == "failed"
    row = address_row(database)
    if case.provider == "twilio":
        assert row.stopped_at and not row.unreachable_since
        after = put_out(database, conversation, "Anything else")
        deliver_all(database, senders)
        assert state_of(database, after) == "cancelled"
    else:
        assert row.unreachable_since and not row.stopped_at


def test_whoever_lets_us_in_again_is_reachable_again(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    with database.write() as tx:
        people.set_unreachable(tx, address_row(database).id, True)
    put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert address_row(database).unreachable_since is None


def test_after_stop_only_its_confirmation_is_sent(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    before = put_out(database, conversation, "An answer that was not sent yet")
    with database.write() as tx:
        stop(tx, conversations.load_and_lock(tx, conversation), Source.WORD)
        confirmation = put_out_within(tx, conversation, "You will get no more messages.", is_answer=True)
    after = put_out(database, conversation, "Your case is closed.")
    deliver_all(database, senders)
    states = [state_of(database, each) for each in (before, confirmation, after)]
    assert states == ["cancelled", "sent", "cancelled"]
    assert [shown.text for shown in case.shown()] == ["You will get no more messages."]


def test_when_staff_took_over_the_bot_is_silent(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    alarm = OutgoingMessage("Call:", "en", contacts=(ContactLine("Police", "999"),), urgent=True)
    said = [put_out(database, conversation, "What the bot was about to say"), put_out(database, conversation, alarm)]
    with database.write() as tx:
        conversations.change_owner(tx, conversation, Owner.STAFF)
    said.append(put_out(database, conversation, "A person has taken your case."))
    said.append(put_out(database, conversation, OutgoingMessage("Hello", "en", author_name="Amal"), "staff"))
    deliver_all(database, senders)
    assert [state_of(database, each) for each in said] == ["cancelled", "sent", "sent", "sent"]


def test_when_the_queue_took_over_what_the_bot_said_before_is_still_sent(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "A person will answer you.")
    with database.write() as tx:
        conversations.change_owner(tx, conversation, Owner.QUEUE)
    deliver_all(database, senders)
    assert state_of(database, message) == "sent"


def test_a_channel_that_is_not_configured_here_waits(database: Database, conversation: str, case: Case) -> None:
    message = put_out(database, conversation, "Hello")
    deliver_all(database, {})
    assert (state_of(database, message), row_of(database, message).error_code) == ("new", "channel_not_configured")
    let_time_pass(database)
    deliver_all(database, {case.name: case.channel})
    assert state_of(database, message) == "sent"


def test_after_hours_of_failures_staff_are_told(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    case.script.add(RATE_LIMITED[case.provider])
    message = put_out(database, conversation, "Hello")
    make_older(database, message, timedelta(hours=5))
    deliver_all(database, senders)
    assert state_of(database, message) == "failed"


def test_an_old_message_is_still_tried_once(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    """After a night without a worker people still get their answers."""
    message = put_out(database, conversation, "Hello")
    make_older(database, message, timedelta(hours=12))
    deliver_all(database, senders)
    assert state_of(database, message) == "sent"


def test_a_message_that_cannot_be_read_blocks_nothing(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    broken, after = put_out(database, conversation, "Hello"), put_out(database, conversation, "Next")
    with database.write() as tx:
        is_it = messages.c.id == broken
        tx.execute(update(messages).where(is_it).values(body_sealed=tx.cipher.seal_data({"words": "of tomorrow"})))
    deliver_all(database, senders)
    assert (state_of(database, broken), state_of(database, after)) == ("failed", "sent")


def test_a_message_that_cannot_be_rendered_does_not_block_its_conversation(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    broken = put_out(database, conversation, OutgoingMessage(3, "en"))  # type: ignore[arg-type]  # that is the point
    after = put_out(database, conversation, "Next")
    for _ in range(8):
        assert state_of(database, after) == "new"
        deliver_all(database, senders)
        let_time_pass(database)
    deliver_all(database, senders)
    assert (state_of(database, broken), state_of(database, after)) == ("failed", "sent")
    assert row_of(database, broken).error_code == "AttributeError"
