"""Reports from the provider: in any order, more than once, and before it has answered us."""

import pytest

from helpline.domain.cases import Priority
from helpline.domain.messages import OutgoingMessage
from helpline.domain.sending import AddressStopped, AddressUnreachable, PhoneOff, Receipt, Sender, SendGivenUp
from helpline.storage import cases as cases_table
from helpline.storage import outbox_held
from helpline.storage.database import Database
from helpline.usecases.deliver_outbox import deliver_next
from helpline.usecases.note_receipt import note_receipt
from helpline.usecases.release_held import release_held
from helpline.usecases.send_parts import reference_to
from tests.channels.cases import Case
from tests.channels.outboxes import (
    Killed,
    Watched,
    address_row,
    deliver_all,
    dying,
    let_time_pass,
    parts_of,
    put_out,
    row_of,
    start,
    state_of,
)
from tests.fakes.script import Break

LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 250 for number in range(1, 9))
UNKNOWN_ID = "SM" + "f" * 32


@pytest.fixture
def case(cases: dict[str, Case]) -> Case:
    """Reports come from Twilio only."""
    return cases["sms"]


@pytest.fixture
def senders(case: Case) -> dict[str, Sender]:
    return {case.name: case.channel}


@pytest.fixture
def conversation(database: Database, case: Case) -> str:
    return start(database, case.name)


def report(database: Database, message: str, state: str, number: int = 0, failure: SendGivenUp | None = None) -> bool:
    provider_id = parts_of(database, message)[number].provider_id
    return note_receipt(database, Receipt("sms", provider_id, state, failure=failure))


@pytest.mark.parametrize(
    ("states", "last"),
    [
        (["sent", "delivered", "read"], "read"),
        (["delivered", "sent", "delivered"], "delivered"),
        (["read", "delivered"], "read"),
        (["sent", "sent"], "sent"),
    ],
)
def test_the_state_only_rises(
    states: list[str], last: str, database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert all(report(database, message, state) for state in states)
    assert state_of(database, message) == last


def test_a_message_is_as_far_as_its_slowest_part(
    database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, LONG)
    deliver_all(database, senders)
    count = len(parts_of(database, message))
    for number in reversed(range(count)):
        assert state_of(database, message) == "sent"
        report(database, message, "delivered", number)
    assert state_of(database, message) == "delivered"


def test_one_part_that_failed_makes_the_message_fail(
    database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, LONG)
    deliver_all(database, senders)
    report(database, message, "delivered", 1)
    report(database, message, "failed", 0, SendGivenUp("30007"))
    assert (state_of(database, message), row_of(database, message).error_code) == ("failed", "30007")
    report(database, message, "delivered", 0)
    assert state_of(database, message) == "failed"


@pytest.mark.parametrize(
    ("failure", "stopped", "unreachable"),
    [
        (AddressStopped("21610"), True, False),
        (AddressUnreachable("30005"), False, True),
        (SendGivenUp("63016"), False, False),
    ],
)
def test_a_failure_that_is_reported_counts_like_one_at_once(
    failure: SendGivenUp,
    stopped: bool,
    unreachable: bool,
    database: Database,
    senders: dict[str, Sender],
    conversation: str,
) -> None:
    with database.write() as tx:
        opened = cases_table.open_case(tx, conversation_id=conversation, topic="t", reason="r", priority=Priority.HIGH)
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    for _ in range(2):
        report(database, message, "failed", failure=failure)
    row = address_row(database)
    assert (bool(row.stopped_at), bool(row.unreachable_since)) == (stopped, unreachable)
    with database.read() as tx:
        names = [event.name for event in cases_table.list_events(tx, opened.id)]
    assert names == ["CaseOpened", "MessageUndelivered"]


def test_a_report_on_nothing_of_ours_changes_nothing(database: Database, conversation: str) -> None:
    assert not note_receipt(database, Receipt("sms", UNKNOWN_ID, "delivered"))
    for reference in ("", "x", "00000000-0000-0000-0000-000000000000.0", "0" * 40):
        assert not note_receipt(database, Receipt("sms", UNKNOWN_ID, "delivered", reference))


def test_another_channels_id_is_another_id(database: Database, senders: dict[str, Sender], conversation: str) -> None:
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert not note_receipt(database, Receipt("whatsapp", parts_of(database, message)[0].provider_id, "read"))


def test_a_report_that_comes_before_the_answer_is_not_lost(database: Database, case: Case, conversation: str) -> None:
    message = put_out(database, conversation, "Hello")

    def report_at_once(count: int, provider_id: str, reference: str) -> None:
        assert note_receipt(database, Receipt("sms", provider_id, "delivered", reference))

    deliver_all(database, {case.name: Watched(case.channel, after=report_at_once)})
    assert state_of(database, message) == "delivered"


def test_staff_hear_of_a_failure_that_was_reported_before_the_answer(
    database: Database, case: Case, conversation: str
) -> None:
    def fails_at_once(count: int, provider_id: str, reference: str) -> None:
        failure = SendGivenUp("30005")
        note_receipt(database, Receipt("sms", provider_id, "failed", reference=reference, failure=failure))

    with database.write() as tx:
        opened = cases_table.open_case(
            tx, conversation_id=conversation, topic="t", reason="asked", priority=Priority.NORMAL
        )
    message = put_out(database, conversation, "Hello", "staff")
    deliver_all(database, {case.name: Watched(case.channel, after=fails_at_once)})
    assert state_of(database, message) == "failed"
    with database.read() as tx:
        assert cases_table.list_events(tx, opened.id)[-1].name == "MessageUndelivered"


def test_a_report_settles_what_nobody_answered(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    """The rest goes out at once, without waiting and without asking the provider."""
    case.script.add(Break(takes_message=True))
    message = put_out(database, conversation, LONG)
    deliver_all(database, senders)
    assert len(case.shown()) == 1 and state_of(database, message) == "new"
    reference = reference_to(message, 0)
    assert case.taken()[0].status_callback.endswith(f"?part={reference}")
    assert note_receipt(database, Receipt("sms", case.taken()[0].sid, "sent", reference))
    deliver_all(database, senders)
    assert state_of(database, message) == "sent"
    assert [part.text for part in case.channel.parts("sms", OutgoingMessage(LONG, "en"))] == [
        shown.text for shown in case.shown()
    ]


def test_a_reference_finds_only_what_has_no_id_yet(
    database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    assert not note_receipt(database, Receipt("sms", UNKNOWN_ID, "read", reference_to(message, 0)))
    assert state_of(database, message) == "sent"


def test_after_a_crash_a_report_settles_too(database: Database, case: Case, conversation: str) -> None:
    message = put_out(database, conversation, "Hello")
    with pytest.raises(Killed):
        deliver_next(database, {case.name: dying(case.channel, after=0)})
    assert note_receipt(database, Receipt("sms", case.taken()[0].sid, "read", reference_to(message, 0)))
    let_time_pass(database)
    deliver_all(database, {case.name: dying(case.channel, before=0)})
    assert state_of(database, message) == "read"
    assert len(case.shown()) == 1


def test_while_the_provider_cannot_be_asked_nothing_is_sent_again(
    database: Database, case: Case, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "Hello")
    case.script.add(Break(takes_message=True))
    deliver_all(database, senders)
    let_time_pass(database)
    case.turn_lookups_off()
    deliver_all(database, senders)
    assert state_of(database, message) == "new"
    let_time_pass(database)
    deliver_all(database, senders)
    assert state_of(database, message) == "sent"
    assert len(case.shown()) == 1


def test_a_phone_that_was_off_is_tried_once_more_and_holds_nothing_up(
    database: Database, senders: dict[str, Sender], conversation: str, case: Case
) -> None:
    with database.write() as tx:
        opened = cases_table.open_case(tx, conversation_id=conversation, topic="t", reason="r", priority=Priority.HIGH)
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    report(database, message, "failed", failure=PhoneOff("30003"))
    assert (state_of(database, message), row_of(database, message).error_code) == ("phone_off", "30003")
    assert address_row(database).unreachable_since
    later = put_out(database, conversation, "And this")
    deliver_all(database, senders)
    assert state_of(database, later) == "sent"
    assert release_held(database) == 0
    let_time_pass(database)
    assert release_held(database) == 1
    deliver_all(database, senders)
    assert [sent.body for sent in case.fake.messages] == ["Hello", "And this", "Hello"]
    report(database, message, "failed", failure=PhoneOff("30003"))
    assert state_of(database, message) == "failed"
    with database.read() as tx:
        names = [event.name for event in cases_table.list_events(tx, opened.id)]
    assert names == ["CaseOpened", "MessageUndelivered", "MessageUndelivered"]


def test_whoever_writes_again_gets_at_once_what_the_phone_had_missed(
    database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, "Hello")
    deliver_all(database, senders)
    report(database, message, "failed", failure=PhoneOff("30003"))
    with database.write() as tx:
        outbox_held.release_waiting(tx, conversation)
    deliver_all(database, senders)
    report(database, message, "delivered")
    assert state_of(database, message) == "delivered"


def test_only_the_part_that_the_phone_missed_is_sent_again(
    database: Database, senders: dict[str, Sender], conversation: str
) -> None:
    message = put_out(database, conversation, LONG)
    deliver_all(database, senders)
    count = len(parts_of(database, message))
    for number in range(1, count):
        report(database, message, "delivered", number)
    sent_before = {part.provider_id for part in parts_of(database, message)[1:]}
    report(database, message, "failed", 0, PhoneOff("30003"))
    let_time_pass(database)
    release_held(database)
    deliver_all(database, senders)
    assert {part.provider_id for part in parts_of(database, message)[1:]} == sent_before
    report(database, message, "delivered", 0)
    assert state_of(database, message) == "delivered"
