"""WhatsApp's 24 hours: what waits, who is told, and what goes out when the person writes again."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording
from helpline.domain.cases import Priority
from helpline.domain.consent import Kind, Source
from helpline.domain.conversations import Owner
from helpline.domain.messages import IncomingMessage, OutgoingMessage
from helpline.domain.sending import Pace, Receipt, WindowClosed
from helpline.storage import cases, consents, conversations, inbox
from helpline.storage.database import Database
from helpline.storage.schema import addresses, outbox_parts
from helpline.storage.schema import cases as cases_table
from helpline.storage.schema import messages as messages_table
from helpline.storage.schema import outbox as outbox_table
from helpline.usecases.consent import stop
from helpline.usecases.deliver_outbox import deliver_next
from helpline.usecases.note_receipt import note_receipt
from helpline.usecases.receive_message import receive_message
from tests.channels.outboxes import (
    Watched,
    deliver_all,
    let_time_pass,
    put_out,
    put_out_within,
    row_of,
    start,
    state_of,
)
from tests.channels.people import NUMBER, settings_for
from tests.fakes.script import Refuse
from tests.fakes.twilio import FakeTwilio

WHATSAPP = f"whatsapp:{NUMBER}"
WAITING = "HX" + "a" * 32
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 250 for number in range(1, 5))


@pytest.fixture
def senders(wording: Wording, fake_twilio: FakeTwilio) -> Iterator[dict[str, TwilioChannel]]:
    """With an approved template in English."""
    settings = settings_for(
        twilio_api_url=fake_twilio.url,
        twilio_whatsapp_template_waiting_en=WAITING,
        twilio_templates=Path("/nonexistent"),
    )
    channel = TwilioChannel(settings, wording)
    yield {"whatsapp": channel, "sms": channel}
    channel.close()


@pytest.fixture
def without_template(wording: Wording, fake_twilio: FakeTwilio) -> Iterator[dict[str, TwilioChannel]]:
    settings = settings_for(twilio_api_url=fake_twilio.url, twilio_templates=Path("/nonexistent"))
    channel = TwilioChannel(settings, wording)
    yield {"whatsapp": channel, "sms": channel}
    channel.close()


@pytest.fixture
def conversation(database: Database) -> str:
    """Its person wrote 25 hours ago, and has an open case."""
    conversation_id = start(database, "whatsapp")
    hours_ago(database, 25)
    with database.write() as tx:
        cases.open_case(tx, conversation_id=conversation_id, topic="t", reason="asked", priority=Priority.NORMAL)
    return conversation_id


def hours_ago(database: Database, hours: float) -> None:
    with database.write() as tx:
        tx.execute(update(addresses).values(last_received_at=tx.now - timedelta(hours=hours)))


def writes(database: Database, text: str = "OPEN", number: int = 1) -> None:
    """And the turn is over."""
    receive_message(database, IncomingMessage("whatsapp", f"SM{number}", NUMBER, text=text))
    with database.write() as tx:
        claim = inbox.claim(tx)
        if claim is not None:
            inbox.finish(tx, claim)


def shown(fake: FakeTwilio, to: str = WHATSAPP) -> list[str]:
    """Texts, and templates by their id."""
    return [message.content_sid or message.body for message in fake.messages if message.to == to]


def events(database: Database) -> list[str]:
    with database.read() as tx:
        (case,) = [cases.load_case(tx, each) for each in tx.execute(select(cases_table.c.id)).scalars()]
        return [event.name for event in cases.list_events(tx, case.id)][1:]


def agree_to_follow_up(database: Database, conversation_id: str) -> None:
    with database.write() as tx:
        found = conversations.load(tx, conversation_id)
        consents.agree(tx, found.person_id, found.address_id, Kind.FOLLOW_UP, Source.CHOICE)


def test_inside_the_window_free_text_is_sent(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio
) -> None:
    conversation_id = start(database, "whatsapp")
    hours_ago(database, 23.9)
    put_out(database, conversation_id, "Hello")
    deliver_all(database, senders)
    assert shown(fake_twilio) == ["Hello"]


def test_outside_it_messages_wait_one_template_goes_and_they_follow_in_order_before_the_new_answer(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    ids = [put_out(database, conversation, text, "staff") for text in ("First", "Second")]
    deliver_all(database, senders)
    assert shown(fake_twilio) == [WAITING]
    assert json.loads(fake_twilio.messages[0].content_variables) == {"1": "Sanad"}
    assert fake_twilio.messages[0].body == "", "no free text is posted outside the window"
    assert [state_of(database, each) for each in ids] == ["waiting", "waiting"]
    assert events(database) == ["AnswerWaits"]
    ids.append(put_out(database, conversation, "Third", "staff"))
    deliver_all(database, senders)
    assert shown(fake_twilio) == [WAITING], "one note per window"
    writes(database, "open")
    put_out(database, conversation, "The answer to the new message")
    deliver_all(database, senders)
    assert shown(fake_twilio) == [WAITING, "First", "Second", "Third", "The answer to the new message"]
    hours_ago(database, 30)
    with database.write() as tx:
        tx.execute(update(addresses).values(waiting_noted_at=tx.now - timedelta(hours=40)))
    put_out(database, conversation, "Days later", "staff")
    deliver_all(database, senders)
    assert shown(fake_twilio)[-1] == WAITING, "in the next window a note goes again"


def test_a_picture_opens_the_window_and_a_repeated_webhook_does_not(database: Database, conversation: str) -> None:
    writes(database, "hello")
    hours_ago(database, 25)
    writes(database, "hello")
    with database.read() as tx:
        received = tx.execute(select(addresses.c.last_received_at)).scalar_one()
        assert tx.now - received > timedelta(hours=24)
    writes(database, "", number=2)
    with database.read() as tx:
        assert tx.now - tx.execute(select(addresses.c.last_received_at)).scalar_one() < timedelta(hours=1)


@pytest.mark.parametrize("is_late", [False, True], ids=["refused at once", "reported later"])
def test_when_whatsapp_says_the_window_is_over_the_message_waits(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str, is_late: bool
) -> None:
    """Their clock counts, not ours."""
    hours_ago(database, 1)
    message = put_out(database, conversation, LONG, "staff")
    if not is_late:
        fake_twilio.script.add(Refuse(400, 63016))
    deliver_all(database, senders)
    if is_late:
        for part in [each for each in fake_twilio.messages if each.to == WHATSAPP]:
            note_receipt(database, Receipt("whatsapp", part.sid, "failed", failure=WindowClosed("63016")))
        deliver_all(database, senders)
    assert state_of(database, message) == "waiting"
    assert shown(fake_twilio)[-1] == WAITING
    before = len(shown(fake_twilio))
    with database.read() as tx:
        assert tx.execute(select(outbox_parts).where(outbox_parts.c.message_id == message)).all() == []
    writes(database)
    deliver_all(database, senders)
    assert state_of(database, message) == "sent"
    assert " ".join(shown(fake_twilio)[before:]).split() == LONG.split()


def test_only_the_part_that_did_not_arrive_is_sent_again(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    hours_ago(database, 23)
    message = put_out(database, conversation, LONG, "staff")
    deliver_all(database, senders)
    *_, last = fake_twilio.messages
    note_receipt(database, Receipt("whatsapp", last.sid, "failed", failure=WindowClosed("63016")))
    writes(database)
    before = len(fake_twilio.messages)
    deliver_all(database, senders)
    assert shown(fake_twilio)[before:] == [last.body]
    assert state_of(database, message) == "sent"


def test_without_a_template_whoever_agreed_is_told_by_sms_and_nothing_of_the_case(
    database: Database, without_template: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    agree_to_follow_up(database, conversation)
    message = put_out(database, conversation, "Your passport is at the embassy", "staff")
    deliver_all(database, without_template)
    assert shown(fake_twilio) == []
    assert shown(fake_twilio, NUMBER) == ["There is a message for you on WhatsApp from Sanad."]
    assert state_of(database, message) == "waiting"
    assert events(database) == ["AnswerWaits", "AnswerWaitsSms"]


@pytest.mark.parametrize("why", ["not agreed", "stopped on sms", "no number", "no sms sender"])
def test_otherwise_staff_are_told_that_the_person_does_not_know(
    database: Database, wording: Wording, fake_twilio: FakeTwilio, conversation: str, why: str
) -> None:
    if why != "not agreed":
        agree_to_follow_up(database, conversation)
    if why == "stopped on sms":
        by_sms = start(database, "sms")
        with database.write() as tx:
            stop(tx, conversations.load_and_lock(tx, by_sms), Source.WORD)
    if why == "no number":
        with database.write() as tx:
            tx.execute(update(addresses).values(address_sealed=tx.cipher.seal("QA.13491208655302741918")))
    sms_from = "" if why == "no sms sender" else settings_for().twilio_sms_from
    channel = TwilioChannel(
        settings_for(twilio_api_url=fake_twilio.url, twilio_sms_from=sms_from, twilio_templates=Path("/none")), wording
    )
    put_out(database, conversation, "Hello", "staff")
    deliver_all(database, {"whatsapp": channel, "sms": channel})
    channel.close()
    assert fake_twilio.messages == []
    assert events(database)[-1] == "AnswerWaitsUntold"


@pytest.mark.parametrize("code", [63016, 63040, 63041])
def test_a_template_that_is_paused_or_rejected_falls_back_too(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str, code: int
) -> None:
    agree_to_follow_up(database, conversation)
    message = put_out(database, conversation, "Hello", "staff")
    fake_twilio.script.add(Refuse(400, code))
    deliver_all(database, senders)
    assert len(shown(fake_twilio, NUMBER)) == 1
    assert state_of(database, message) == "waiting"


def test_a_template_that_fails_later_falls_back_once(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    agree_to_follow_up(database, conversation)
    put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders)
    (template,) = fake_twilio.messages
    for _ in range(2):
        note_receipt(database, Receipt("whatsapp", template.sid, "failed", failure=WindowClosed("63016")))
    deliver_all(database, senders)
    assert len(shown(fake_twilio, NUMBER)) == 1


def test_the_note_goes_out_although_staff_took_over_meanwhile(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    """What waits is what they wrote next, and nobody is told of it a second time."""
    put_out(database, conversation, "Hello", "staff")
    assert deliver_next(database, senders)
    with database.write() as tx:
        conversations.change_owner(tx, conversation, Owner.STAFF)
    deliver_all(database, senders)
    assert shown(fake_twilio) == [WAITING]


def test_a_template_that_fails_before_twilio_has_answered_is_not_sent_again(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    def fails(count: int, provider_id: str, reference: str) -> None:
        failure = WindowClosed("63016")
        note_receipt(database, Receipt("whatsapp", provider_id, "failed", reference=reference, failure=failure))

    agree_to_follow_up(database, conversation)
    put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders | {"whatsapp": Watched(senders["whatsapp"], after=fails)})
    assert (shown(fake_twilio), len(shown(fake_twilio, NUMBER))) == ([WAITING], 1)


def test_a_stop_on_sms_says_nothing_about_whatsapp(
    database: Database, without_template: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    agree_to_follow_up(database, conversation)
    fake_twilio.opted_out.add(NUMBER)
    put_out(database, conversation, "Hello", "staff")
    deliver_all(database, without_template)
    with database.read() as tx:
        assert conversations.load(tx, conversation).stopped_at is None
    assert events(database)[-1] == "AnswerWaitsUntold"


def test_stop_ends_what_waits(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    message = put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders)
    with database.write() as tx:
        stop(tx, conversations.load_and_lock(tx, conversation), Source.WORD)
    writes(database)
    deliver_all(database, senders)
    assert (shown(fake_twilio), state_of(database, message)) == ([WAITING], "cancelled")


def test_what_waits_is_not_sent_while_the_person_may_be_saying_stop(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    message = put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders)
    receive_message(database, IncomingMessage("whatsapp", "SM1", NUMBER, text="STOP"))
    deliver_all(database, senders)
    assert shown(fake_twilio) == [WAITING]
    with database.write() as tx:
        stop(tx, conversations.load_and_lock(tx, conversation), Source.WORD)
    let_time_pass(database)
    deliver_all(database, senders)
    assert (shown(fake_twilio), state_of(database, message)) == ([WAITING], "cancelled")


def test_a_released_message_is_not_too_old_for_another_try(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    message = put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders)
    with database.write() as tx:
        tx.execute(update(outbox_table).values(created_at=tx.now - timedelta(hours=20)))
    writes(database)
    fake_twilio.script.add(Refuse(429, 20429))
    deliver_all(database, senders)
    assert (state_of(database, message), row_of(database, message).error_code) == ("new", "20429")


def test_other_channels_have_no_window(database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio) -> None:
    conversation_id = start(database, "sms")
    hours_ago(database, 500)
    put_out(database, conversation_id, "Hello")
    deliver_all(database, senders)
    assert shown(fake_twilio, NUMBER) == ["Hello"]


def test_the_note_is_in_the_transcript_without_its_words(
    database: Database, senders: dict[str, Any], conversation: str
) -> None:
    put_out(database, conversation, "Hello", "staff")
    deliver_all(database, senders)
    with database.read() as tx:
        sealed = (
            tx.execute(select(messages_table.c.body_sealed).order_by(messages_table.c.seq.desc())).scalars().first()
        )
        note = OutgoingMessage.from_data(tx.cipher.open_data(sealed))
    assert (note.template, note.text) == ("waiting", "")


def test_a_stop_between_claim_and_call_is_obeyed(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio
) -> None:
    """The provider is asked for the first part; before the second the person says STOP."""
    conversation_id = start(database, "whatsapp")
    message = put_out(database, conversation_id, LONG)
    sender = senders["whatsapp"]

    class StoppedMeanwhile:
        can_look_up = True
        pace = Pace()
        parts, find_sent = staticmethod(sender.parts), staticmethod(sender.find_sent)

        def send(self, *arguments: Any, **more: Any) -> str:
            sid = str(sender.send(*arguments, **more))
            with database.write() as tx:
                stop(tx, conversations.load_and_lock(tx, conversation_id), Source.WORD)
                put_out_within(tx, conversation_id, "You will get no more messages.", is_answer=True)
            return sid

    deliver_next(database, {"whatsapp": StoppedMeanwhile()})
    deliver_all(database, senders)
    first, *rest = shown(fake_twilio)
    assert first.startswith("Paragraph 1.") and rest == ["You will get no more messages."]
    assert state_of(database, message) == "unknown"


def test_whoever_writes_while_two_workers_hold_back_gets_everything_in_order(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio, conversation: str
) -> None:
    for round_number in range(8):
        hours_ago(database, 25)
        fake_twilio.clear()
        texts = [f"{round_number}: {name}" for name in ("first", "second", "third")]
        ids = [put_out(database, conversation, text, "staff") for text in texts]
        _at_once(
            lambda: deliver_all(database, senders),
            lambda: deliver_all(database, senders),
            partial(writes, database, number=round_number),
        )
        let_time_pass(database)
        deliver_all(database, senders)
        assert {state_of(database, each) for each in ids} == {"sent"}
        assert [text for text in shown(fake_twilio) if text != WAITING] == texts


def test_stop_and_two_workers_at_once_never_send_after_the_confirmation(
    database: Database, senders: dict[str, Any], fake_twilio: FakeTwilio
) -> None:
    for round_number in range(8):
        number = f"+9745000{round_number:04d}"
        conversation_id = start(database, "whatsapp", number)
        for text in ("First", "Second", "Third"):
            put_out(database, conversation_id, text)
        _at_once(
            lambda: deliver_all(database, senders),
            lambda: deliver_all(database, senders),
            partial(_says_stop, database, conversation_id),
        )
        let_time_pass(database)
        deliver_all(database, senders)
        got = shown(fake_twilio, f"whatsapp:{number}")
        assert got.count("Stopped.") == 1
        assert [text for text in got if text != "Stopped."] == ["First", "Second", "Third"][: len(got) - 1]
        # A call that was under way when the STOP was stored may end after the confirmation's; no second one may.
        assert len(got) - got.index("Stopped.") <= 2


def _says_stop(database: Database, conversation_id: str) -> None:
    with database.write() as tx:
        stop(tx, conversations.load_and_lock(tx, conversation_id), Source.WORD)
        put_out_within(tx, conversation_id, "Stopped.", is_answer=True)


def _at_once(*work: Callable[[], object]) -> None:
    begin = threading.Barrier(len(work))

    def together(each: Callable[[], object]) -> None:
        begin.wait()
        each()

    threads = [threading.Thread(target=together, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
