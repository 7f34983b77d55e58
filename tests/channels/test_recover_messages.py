"""What people wrote while no webhook reached us is fetched from Twilio's list: once, in order, and in bounded steps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.channels.twilio import TwilioChannel
from helpline.domain.messages import IncomingMessage, OutgoingMessage
from helpline.domain.recovery import Heard
from helpline.domain.sending import SendFailed
from helpline.storage import conversations, messages
from helpline.storage.database import Database
from helpline.storage.schema import inbox
from helpline.usecases.forget_person import forget_person
from helpline.usecases.receive_message import receive_message
from helpline.usecases.recover_messages import recover_messages
from tests.channels.people import NUMBER
from tests.fakes.files import JPEG
from tests.fakes.script import Break
from tests.fakes.twilio import FakeTwilio

WHATSAPP = f"whatsapp:{NUMBER}"


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def received(database: Database) -> list[str]:
    with database.read() as tx:
        ids = tx.execute(select(inbox.c.message_id).order_by(inbox.c.id)).scalars().all()
        return [str(messages.load_body(tx, each)["text"]) for each in ids]


def test_what_never_came_is_received_in_the_order_in_which_it_was_sent(
    database: Database, twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    fake_twilio.hear(WHATSAPP, "second", ago=minutes(30))
    known = fake_twilio.hear(NUMBER, "came by its webhook", ago=minutes(50))
    fake_twilio.hear(NUMBER, "third", ago=minutes(10))
    fake_twilio.hear(WHATSAPP, "first", ago=minutes(90))
    fake_twilio.hear(WHATSAPP, "its webhook may still come", ago=minutes(1))
    fake_twilio.hear(WHATSAPP, "long ago", ago=minutes(200))
    receive_message(database, IncomingMessage("sms", known.sid, NUMBER, text="came by its webhook"))
    twilio.send("sms", NUMBER, twilio.parts("sms", _message("ours"))[0], reference="x")
    assert recover_messages(database, twilio.list_heard) == 3
    assert received(database) == ["came by its webhook", "first", "second", "third"]
    assert recover_messages(database, twilio.list_heard) == 0


def test_a_webhook_that_comes_afterwards_changes_nothing(
    database: Database, twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    heard = fake_twilio.hear(WHATSAPP, "hello", ago=minutes(5))
    recover_messages(database, twilio.list_heard)
    assert not receive_message(database, IncomingMessage("whatsapp", heard.sid, NUMBER, text="hello"))


def test_all_pages_are_read_and_files_come_with_their_addresses(
    database: Database, twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    for number in range(105):
        fake_twilio.hear(NUMBER, f"message {number}", ago=minutes(40) - timedelta(seconds=number))
    fake_twilio.hear(WHATSAPP, "", ago=minutes(5), media=("image/jpeg", "audio/ogg"))
    assert recover_messages(database, twilio.list_heard) == 106
    assert received(database) == [*(f"message {number}" for number in range(105)), ""]
    now = datetime.now(UTC)
    files = [file for heard in twilio.list_heard(now - minutes(9), now) for file in heard.message.media]
    assert [file.content_type for file in files] == ["image/jpeg", "audio/ogg"]
    assert all("/2010-04-01/Accounts/" in file.reference for file in files)
    assert [twilio.fetch(file.reference, largest=200_000).content for file in files] == [JPEG, JPEG]


def test_it_goes_on_where_it_stopped_and_a_failure_leaves_nothing_out(
    database: Database, twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def list_heard(since: datetime, until: datetime) -> Sequence[Heard]:
        asked.append((since, until))
        return twilio.list_heard(since, until)

    fake_twilio.hear(NUMBER, "missed", ago=minutes(100))
    fake_twilio.listing.add(Break(takes_message=False, status=500))
    with pytest.raises(SendFailed):
        recover_messages(database, list_heard)
    assert recover_messages(database, list_heard) == 1
    assert asked[1][0] - asked[0][0] < minutes(1), "it began anew"
    del asked[:]
    assert recover_messages(database, list_heard, every=minutes(4)) == 0
    assert not asked, "somebody has just looked"
    assert recover_messages(database, list_heard) == 0
    assert minutes(10) <= asked[0][1] - asked[0][0] < minutes(11), "with some overlap"


def test_a_long_silence_is_looked_through_in_steps_and_not_for_ever(database: Database) -> None:
    asked: list[tuple[datetime, datetime]] = []

    def list_heard(since: datetime, until: datetime) -> Sequence[Heard]:
        asked.append((since, until))
        return ()

    recover_messages(database, list_heard, since=datetime.now(UTC) - timedelta(days=9))
    assert max(until - since for since, until in asked) == timedelta(hours=1)
    assert asked[-1][1] - asked[0][0] == timedelta(hours=24)
    assert all(before[1] == after[0] for before, after in zip(asked, asked[1:], strict=False))


def test_what_was_erased_does_not_come_back(database: Database, twilio: TwilioChannel, fake_twilio: FakeTwilio) -> None:
    for ago in (60, 30):
        fake_twilio.hear(WHATSAPP, f"{ago} minutes ago", ago=minutes(ago))
    assert recover_messages(database, twilio.list_heard) == 2
    with database.write() as tx:
        conversation_id = conversations.find_by_address(tx, "whatsapp", NUMBER)
        assert conversation_id
        forget_person(tx, conversations.load(tx, conversation_id).person_id)
    fake_twilio.hear(NUMBER, "somebody else's SMS", ago=minutes(20))
    assert recover_messages(database, twilio.list_heard, since=datetime.now(UTC) - timedelta(hours=2)) == 1
    assert received(database) == ["somebody else's SMS"]


def _message(text: str) -> OutgoingMessage:
    return OutgoingMessage(text, "en")
