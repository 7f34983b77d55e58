"""Some hundred messages, two workers, a provider that fails as it likes: every person reads every message once and in
order. On both databases."""

import random
import threading
from collections.abc import Mapping

import pytest
from sqlalchemy import func, select, update

from helpline.domain.sending import Sender
from helpline.storage.database import Database
from helpline.storage.schema import outbox
from helpline.usecases.deliver_outbox import deliver_next
from tests.channels.cases import CHANNELS_AND_ENGINES, RATE_LIMITED, Case
from tests.channels.outboxes import put_out, start
from tests.channels.people import ADDRESSES
from tests.fakes.script import Break, Refuse

pytestmark = CHANNELS_AND_ENGINES

PEOPLE, MESSAGES = 10, 15
# Of a hundred calls.
_LIMITS, _BREAKS = 10, 8


class Moods:
    """Instead of a script: what goes wrong next is drawn, and the same for each run."""

    def __init__(self, case: Case) -> None:
        self._random, self._case, self._lock = random.Random(20261122), case, threading.Lock()

    def take(self) -> Refuse | Break | None:
        with self._lock:
            drawn, takes_message = self._random.randrange(100), self._random.random() < 0.5
        if drawn < _LIMITS:
            return RATE_LIMITED[self._case.provider]
        # Of Telegram nobody can learn whether an unanswered message was sent; doubles are right there.
        is_broken = self._case.channel.can_look_up and drawn < _LIMITS + _BREAKS
        return Break(takes_message=takes_message, status=500) if is_broken else None


def test_everybody_reads_everything_once_and_in_order(
    database: Database, database_url: str, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"{ADDRESSES[case.name][:-2]}{number}" for number in range(10, 10 + PEOPLE)]
    conversations = [start(database, case.name, address) for address in addresses]
    for number in range(MESSAGES):
        for conversation in conversations:
            put_out(database, conversation, f"Message {number}")
    monkeypatch.setattr(case.fake, "script", Moods(case))
    houses = [Database(database_url, database.cipher) for _ in range(2)]
    threads = [threading.Thread(target=work, args=(house, {case.name: case.channel})) for house in houses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=100)
    for house in houses:
        house.close()
    for address in addresses:
        assert case.shown_to(address) == [f"Message {number}" for number in range(MESSAGES)]


def work(database: Database, senders: Mapping[str, Sender]) -> None:
    """A worker whose waits are over as soon as it has nothing else to do."""
    while True:
        if deliver_next(database, senders):
            continue
        with database.write() as tx:
            if not tx.execute(select(func.count()).where(outbox.c.state.in_(("new", "running")))).scalar_one():
                return
            tx.execute(update(outbox).where(outbox.c.state == "new").values(available_at=tx.now))
