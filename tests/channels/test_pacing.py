"""How fast people are written to: one message a second in a chat, 25 a second in all, whatever number of processes."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.channels.telegram import TelegramChannel
from helpline.content.wording import Wording
from helpline.domain.messages import OutgoingMessage
from helpline.domain.sending import Pace
from helpline.settings import Settings
from helpline.storage.database import Database
from helpline.storage.schema import installation, outbox_parts
from helpline.storage.schema import outbox as outbox_table
from tests.channels.outboxes import deliver_all, let_time_pass, put_out, row_of, start, state_of, waits_for
from tests.channels.people import CHAT_ID
from tests.fakes.script import Refuse
from tests.fakes.telegram import FakeTelegram

TOO_MANY = Refuse(429, description="Too Many Requests: retry after 20", retry_after=20)


@pytest.fixture
def telegram(settings: Settings, wording: Wording, fake_telegram: FakeTelegram) -> Iterator[TelegramChannel]:
    """As people meet it."""
    channel = TelegramChannel(settings, wording)
    yield channel
    channel.close()


def let_seconds_pass(database: Database, seconds: float) -> None:
    """For what has been sent and for what waits."""
    span = timedelta(seconds=seconds)
    with database.write() as tx:
        for row in tx.execute(outbox_parts.select()).all():
            is_it = (outbox_parts.c.message_id == row.message_id, outbox_parts.c.number == row.number)
            tx.execute(update(outbox_parts).where(*is_it).values(begun_at=row.begun_at - span))
        for row in tx.execute(outbox_table.select()).all():
            moved = row.available_at - span
            tx.execute(update(outbox_table).where(outbox_table.c.id == row.id).values(available_at=moved))
        tx.execute(update(installation).values(number=installation.c.number - seconds))


def chats(database: Database, count: int) -> list[str]:
    return [start(database, "telegram", str(CHAT_ID + number)) for number in range(count)]


def test_in_a_chat_three_go_at_once_and_then_one_a_second(
    database: Database, telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    (chat,) = chats(database, 1)
    ids = [put_out(database, chat, f"Message {number}") for number in range(5)]
    deliver_all(database, {"telegram": telegram})
    assert [state_of(database, each) for each in ids] == ["sent"] * 3 + ["new"] * 2
    assert timedelta(0) < waits_for(database, ids[3]) <= timedelta(seconds=3)
    assert row_of(database, ids[3]).attempts == 0, "to wait is no try"
    let_seconds_pass(database, 3.1)
    deliver_all(database, {"telegram": telegram})
    assert [each.text for each in fake_telegram.sent_to(CHAT_ID)] == [f"Message {number}" for number in range(5)]


def test_nobody_in_danger_waits_for_it(database: Database, telegram: TelegramChannel) -> None:
    (chat,) = chats(database, 1)
    for number in range(3):
        put_out(database, chat, f"Message {number}")
    alarm = put_out(database, chat, OutgoingMessage("Call 999", "en", urgent=True))
    deliver_all(database, {"telegram": telegram})
    assert state_of(database, alarm) == "sent"


def test_all_processes_together_send_25_a_second(
    database: Database, database_url: str, settings: Settings, wording: Wording, fake_telegram: FakeTelegram
) -> None:
    ids = [put_out(database, chat, "Hello") for chat in chats(database, 40)]
    houses = [Database(database_url, database.cipher) for _ in range(2)]
    senders = [TelegramChannel(settings, wording, pace=Pace(per_second=25)) for _ in houses]
    begun = time.monotonic()
    threads = [
        threading.Thread(target=deliver_all, args=(house, {"telegram": sender}))
        for house, sender in zip(houses, senders, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    seconds = time.monotonic() - begun
    assert 5 <= len(fake_telegram.messages) <= 25 * seconds + 7
    for _ in range(20):
        let_seconds_pass(database, 1)
        deliver_all(database, {"telegram": senders[0]})
    assert {state_of(database, each) for each in ids} == {"sent"}
    for house, sender in zip(houses, senders, strict=True):
        sender.close()
        house.close()


def test_a_limit_in_one_chat_is_that_chats_and_in_two_it_is_everybodys(
    database: Database, telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    one, two, three = (put_out(database, chat, "Hello") for chat in chats(database, 3))
    fake_telegram.script.add(TOO_MANY)
    deliver_all(database, {"telegram": telegram})
    assert [state_of(database, each) for each in (one, two, three)] == ["new", "sent", "sent"]
    four, five = (put_out(database, chat, "Again") for chat in (_chat_of(database, two), _chat_of(database, three)))
    fake_telegram.script.add(TOO_MANY)
    deliver_all(database, {"telegram": telegram})
    assert [state_of(database, each) for each in (one, four, five)] == ["new"] * 3
    assert waits_for(database, five) > timedelta(seconds=18), "it was not even tried"
    let_time_pass(database)
    assert deliver_all(database, {"telegram": telegram}) == 3 and state_of(database, one) == "new"
    let_seconds_pass(database, 21)
    deliver_all(database, {"telegram": telegram})
    assert {state_of(database, each) for each in (one, four, five)} == {"sent"}


def _chat_of(database: Database, message_id: str) -> str:
    return str(row_of(database, message_id).conversation_id)
