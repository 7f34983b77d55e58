"""From a webhook to a sealed row: what is fetched, tried again, refused and given up, on both engines."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from helpline.cli.export import export_person
from helpline.domain.cases import Priority
from helpline.domain.fetching import Fetched
from helpline.domain.messages import IncomingMessage, Media
from helpline.domain.people import Role, Staff
from helpline.errors import NotAllowed, NotFound
from helpline.storage import cases as cases_table
from helpline.storage import conversations, staff
from helpline.storage.database import Database
from helpline.storage.schema import events, media
from helpline.usecases.delete_media import delete_media
from helpline.usecases.fetch_media import MediaDesk, fetch_next
from helpline.usecases.forget_person import forget_person
from helpline.usecases.open_media import open_media
from helpline.usecases.receive_message import receive_message
from tests.channels.cases import Case
from tests.channels.outboxes import Killed
from tests.fakes.files import JPEG, PDF, holding
from tests.fakes.server import Answer

pytestmark = pytest.mark.parametrize(
    ("case", "database_url"), [("telegram", "sqlite"), ("whatsapp", "postgresql")], indirect=True
)


@pytest.fixture
def desk(database: Database, case: Case) -> MediaDesk:
    return MediaDesk(database, {case.name: case.channel}, largest=100_000)


def receive(database: Database, case: Case, *answers: Answer, kind: str = "photo", name: str = "") -> str:
    """The conversation's id."""
    sent = Media(kind, case.fake.offer(*answers), "image/jpeg", name)
    assert receive_message(database, IncomingMessage(case.name, sent.reference[-20:], case.address, media=(sent,)))
    with database.read() as tx:
        found = conversations.find_by_address(tx, case.name, case.address)
    assert found
    return found


def open_case(database: Database, conversation_id: str) -> str:
    with database.write() as tx:
        return cases_table.open_case(
            tx, conversation_id=conversation_id, topic="media", reason="media", priority=Priority.NORMAL
        ).number


def add_staff(database: Database, role: Role) -> Staff:
    with database.write() as tx:
        return staff.add_staff(tx, email=f"{role}@example.org", name="Amal", role=role, password_hash="none")


def row(database: Database) -> Any:
    with database.read() as tx:
        return tx.execute(select(media)).one()


def let_time_pass(database: Database) -> None:
    with database.write() as tx:
        past = tx.now - timedelta(seconds=1)
        tx.execute(update(media).values(available_at=past))
        tx.execute(update(media).where(media.c.lease.is_not(None)).values(lease_until=past))


def try_until_done(database: Database, desk: MediaDesk) -> int:
    tries = 0
    while fetch_next(desk):
        tries += 1
        let_time_pass(database)
        assert tries < 20
    return tries


def event_names(database: Database) -> list[str]:
    with database.read() as tx:
        return list(tx.execute(select(events.c.name).order_by(events.c.id)).scalars())


def test_a_file_is_fetched_and_sealed(database: Database, case: Case, desk: MediaDesk) -> None:
    conversation_id = receive(database, case, holding(JPEG))
    assert case.fake.files.asked == [], "not before the provider has its answer"
    assert fetch_next(desk) and not fetch_next(desk)
    found = row(database)
    assert (found.state, found.content_type, found.size, found.lease) == ("stored", "image/jpeg", len(JPEG), None)
    assert JPEG not in bytes(found.content_sealed)
    number, amal = open_case(database, conversation_id), add_staff(database, Role.CASEWORKER)
    for _ in range(2):
        assert open_media(database, number, found.id, amal).content == JPEG
    assert event_names(database).count("MediaOpened") == 1
    with database.read() as tx:
        exported = export_person(tx, conversations.load(tx, conversation_id).person_id)
    assert base64.b64decode(exported["media"][0]["content"]) == JPEG


def test_what_fails_is_tried_again(database: Database, case: Case, desk: MediaDesk) -> None:
    limited = Answer(429, headers={"Retry-After": "70"})
    receive(database, case, Answer(500), limited, holding(JPEG))
    assert fetch_next(desk) and not fetch_next(desk)
    let_time_pass(database)
    assert fetch_next(desk)
    with database.read() as tx:
        waits = row(database).available_at - tx.now
    assert timedelta(seconds=60) < waits <= timedelta(seconds=70)
    let_time_pass(database)
    assert fetch_next(desk) and row(database).state == "stored"


@pytest.mark.parametrize(
    ("answer", "state", "reason", "tries"),
    [
        (Answer(404), "failed", "http_404", 3),
        (Answer(503), "failed", "http_503", 10),
        (holding(PDF + bytes(200_000)), "refused", "too_large", 1),
        (holding(b"PK\x03\x04" + bytes(100)), "refused", "type_not_taken", 1),
    ],
    ids=["404", "503", "too large", "office"],
)
def test_what_is_not_stored_is_noted_for_staff(
    database: Database, case: Case, desk: MediaDesk, answer: Answer, state: str, reason: str, tries: int
) -> None:
    open_case(database, receive(database, case, answer, kind="document", name="contract.docx"))
    assert try_until_done(database, desk) == tries
    found = row(database)
    assert (found.state, found.reason, found.content_sealed) == (state, reason, None)
    assert database.cipher.open_data(found.name_sealed) == "contract.docx"
    assert event_names(database)[-1] == "MediaNotStored"


def test_a_name_that_only_the_provider_knows_is_kept(database: Database, case: Case, desk: MediaDesk) -> None:
    named = holding(b"PK\x03\x04" + bytes(100), Content_Disposition='attachment; filename="contract.docx"')
    receive(database, case, named, kind="document")
    assert fetch_next(desk) and row(database).state == "refused"
    assert database.cipher.open_data(row(database).name_sealed) == "contract.docx"


def test_a_worker_that_was_killed_leaves_the_file_to_the_next(database: Database, case: Case, desk: MediaDesk) -> None:
    receive(database, case, holding(JPEG))
    with pytest.raises(Killed):
        fetch_next(replace(desk, fetchers={case.name: Watching(case, _die)}))
    assert not fetch_next(desk), "its lease has not run out"
    let_time_pass(database)
    assert fetch_next(desk) and row(database).state == "stored"


def test_what_is_taken_away_meanwhile_does_not_come_back(database: Database, case: Case, desk: MediaDesk) -> None:
    number = open_case(database, receive(database, case, holding(JPEG)))
    amal, sara = add_staff(database, Role.CASEWORKER), add_staff(database, Role.SUPERVISOR)
    media_id = row(database).id
    with pytest.raises(NotAllowed):
        delete_media(database, number, media_id, amal)
    meanwhile = Watching(case, lambda: delete_media(database, number, media_id, sara))
    fetch_next(replace(desk, fetchers={case.name: meanwhile}))
    found = row(database)
    assert (found.state, found.content_sealed, found.reference_sealed) == ("deleted", None, None)
    assert not fetch_next(desk) and event_names(database)[-1] == "MediaDeleted"
    with pytest.raises(NotFound):
        open_media(database, number, media_id, sara)


def test_who_is_erased_meanwhile_stays_erased(database: Database, case: Case, desk: MediaDesk) -> None:
    conversation_id = receive(database, case, holding(JPEG))

    def erase() -> None:
        with database.write() as tx:
            forget_person(tx, conversations.load(tx, conversation_id).person_id)

    assert fetch_next(replace(desk, fetchers={case.name: Watching(case, erase)}))
    with database.read() as tx:
        assert tx.execute(select(media)).all() == []


def test_a_case_opens_no_file_of_another(database: Database, case: Case, desk: MediaDesk) -> None:
    open_case(database, receive(database, case, holding(JPEG)))
    fetch_next(desk)
    other = IncomingMessage(case.name, "other", f"{case.address}9", text="hello")
    receive_message(database, other)
    with database.read() as tx:
        found = conversations.find_by_address(tx, case.name, other.address)
    assert found
    with pytest.raises(NotFound):
        open_media(database, open_case(database, found), row(database).id, add_staff(database, Role.ADMINISTRATOR))


class Watching:
    """A channel with something that happens while it fetches."""

    def __init__(self, case: Case, meanwhile: Callable[[], object]) -> None:
        self._channel, self._meanwhile = case.channel, meanwhile

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        fetched = self._channel.fetch(reference, largest=largest)
        self._meanwhile()
        return fetched


def _die() -> None:
    raise Killed
