"""What is stored here is taken away at Twilio, once, and not before; on PostgreSQL, by the real library."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording
from helpline.domain.messages import IncomingMessage, Media
from helpline.settings import Settings
from helpline.storage.database import Database
from helpline.storage.schema import media
from helpline.usecases import discard_media
from helpline.usecases.discard_media import discard_next
from helpline.usecases.fetch_media import MediaDesk, fetch_next
from helpline.usecases.receive_message import receive_message
from tests.channels.cases import Case
from tests.fakes.files import JPEG, holding
from tests.fakes.script import Refuse
from tests.fakes.twilio import FakeTwilio

pytestmark = pytest.mark.parametrize(("case", "database_url"), [("whatsapp", "postgresql")], indirect=True)


def receive(database: Database, case: Case) -> str:
    """What the provider calls the file."""
    assert isinstance(case.fake, FakeTwilio)
    address = case.fake.offer(holding(JPEG))
    sent = Media("photo", address, "image/jpeg")
    assert receive_message(database, IncomingMessage(case.name, address[-20:], case.address, media=(sent,)))
    return address.rpartition("/")[2]


def references(database: Database) -> list[bytes | None]:
    with database.read() as tx:
        return list(tx.execute(select(media.c.reference_sealed).order_by(media.c.id)).scalars())


def let_hours_pass(database: Database) -> None:
    with database.write() as tx:
        tx.execute(update(media).values(available_at=tx.now - timedelta(hours=1)))


def is_at_twilio(case: Case, name: str) -> bool:
    return case.fake.files.has(name)


def test_a_stored_file_is_taken_away_at_twilio(database: Database, case: Case) -> None:
    name, channels = receive(database, case), {case.name: case.channel}
    assert discard_next(database, channels) == 0 and is_at_twilio(case, name), "it is not here yet"
    fetch_next(MediaDesk(database, channels, largest=100_000))
    assert discard_next(database, channels) == 1
    assert not is_at_twilio(case, name)
    assert references(database) == [None]
    assert discard_next(database, channels) == 0


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_could_not_be_taken_away_is_tried_again(database: Database, case: Case, is_gone: bool) -> None:
    name, channels = receive(database, case), {case.name: case.channel}
    fetch_next(MediaDesk(database, channels, largest=100_000))
    case.fake.listing.add(Refuse(404, 20404) if is_gone else Refuse(500))
    assert discard_next(database, channels) == int(is_gone)
    assert discard_next(database, channels) == 0, "not at once"
    let_hours_pass(database)
    assert discard_next(database, channels) == int(not is_gone)
    assert is_at_twilio(case, name) is is_gone


def test_what_fails_for_good_stands_in_nobodys_way(
    database: Database, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discard_media, "_AT_ONCE", 1)
    channels = {case.name: case.channel}
    first, second = receive(database, case), receive(database, case)
    for _ in range(2):
        fetch_next(MediaDesk(database, channels, largest=100_000))
    case.fake.listing.add(Refuse(403, 20003))
    assert discard_next(database, channels) == 0
    assert discard_next(database, channels) == 1
    assert [is_at_twilio(case, name) for name in (first, second)] == [False, True]


def test_whoever_wants_files_kept_at_twilio_says_so(
    database: Database, case: Case, settings: Settings, wording: Wording
) -> None:
    name = receive(database, case)
    channel = TwilioChannel(replace(settings, twilio_delete_media=False), wording)
    fetch_next(MediaDesk(database, {case.name: channel}, largest=100_000))
    assert discard_next(database, {case.name: channel}) == 1
    channel.close()
    assert is_at_twilio(case, name)
