"""What people send that is not text: what they hear, what it leads to, and what is left of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from helpline.cli.export import export_person
from helpline.domain.cases import Priority
from helpline.domain.fetching import Fetched, TranscriptionFailed
from helpline.domain.messages import Media
from helpline.domain.people import Staff
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import cases, conversations
from helpline.storage import media as media_store
from helpline.storage.database import Database
from helpline.storage.schema import media
from helpline.usecases.fetch_media import MediaDesk, fetch_next
from helpline.usecases.forget_person import forget_person
from helpline.usecases.purge_texts import purge_texts
from helpline.usecases.take_case import take_case
from helpline.usecases.take_turn import take_next_turn
from tests.fakes.files import VOICE
from tests.helpline.conftest import ScriptedBrain, Talk
from tests.helpline.test_retention import let_days_pass

VOICE_NOTE = Media("voice", "AwAC", "audio/ogg")
PHOTO = Media("photo", "AgAC", "image/jpeg")
# Rules that no engine has a part in.
ONE_ENGINE = pytest.mark.parametrize("loaded_database_url", ["sqlite"], indirect=True)
PLACE = Media("location", "25.285447,51.53104")


def sends(person: Talk, *sent: Media, **more: Any) -> None:
    person.says(media=sent, **more)


def said(person: Talk, key: str, language: str = "en", **params: str) -> str:
    return person.services.wording.say(language, key, **params)


def texts(person: Talk) -> list[str]:
    return [body["text"] for body in person.heard()]


def case_of(person: Talk) -> Any:
    with person.services.database.read() as tx:
        return cases.find_latest_case(tx, person.conversation_id)


def rows(database: Database) -> list[Any]:
    with database.read() as tx:
        return list(tx.execute(select(media).order_by(media.c.id)))


def let_minutes_pass(database: Database) -> None:
    with database.write() as tx:
        tx.execute(update(media).values(told_at=tx.now - timedelta(minutes=3)))


KINDS = ("voice", "photo", "video", "document", "sticker", "location", "contact")


def test_each_kind_is_kept_and_answered_in_its_words(services: Services) -> None:
    for number, kind in enumerate(KINDS):
        person = Talk(services, address=f"55500{number}")
        sends(person, Media(kind, "AwAC", "audio/ogg" if kind == "voice" else ""))
        case = case_of(person)
        assert texts(person) == [said(person, f"media_{kind}", case=case.number)]
        assert (case.reason, case.priority, person.owner) == ("media", Priority.NORMAL, "queue")
        row = rows(services.database)[-1]
        assert row.state == ("stored" if kind in ("location", "contact") else "waiting")
        assert b"AwAC" not in bytes(row.reference_sealed)


@ONE_ENGINE
def test_who_begins_with_a_voice_note_can_say_the_language(person: Talk) -> None:
    sends(person, VOICE_NOTE)
    [_, welcome] = person.heard(with_welcome=True)
    languages = [choice["value"] for choice in welcome["choices"]]
    assert languages == ["change_language:en", "change_language:ar", "change_language:fr"]
    person.says("2")
    assert texts(person)[-1] == said(person, "language_set", "ar")


@ONE_ENGINE
def test_whose_language_is_known_is_not_asked_for_it(person: Talk) -> None:
    sends(person, VOICE_NOTE, language_hint="fr")
    [told, welcome] = person.heard(with_welcome=True)
    assert told["text"] == said(person, "media_voice", "fr", case=case_of(person).number)
    assert [choice["value"] for choice in welcome["choices"]] == ["my_data"]


@ONE_ENGINE
def test_it_is_said_in_the_person_s_language(services: Services) -> None:
    for language in ("ar", "fr"):
        person = Talk(services, address=f"555-{language}")
        sends(person, VOICE_NOTE, language_hint=language)
        assert texts(person) == [said(person, "media_voice", language, case=case_of(person).number)]


def test_what_comes_in_a_row_is_told_once(person: Talk, brain: ScriptedBrain) -> None:
    sends(person, VOICE_NOTE)
    sends(person, PHOTO)
    sends(person, PHOTO, VOICE_NOTE)
    assert len(texts(person)) == 1
    let_minutes_pass(person.services.database)
    sends(person, PHOTO)
    assert texts(person)[1:] == [said(person, "media_photo", case=case_of(person).number)]
    assert len(rows(person.services.database)) == 5 and brain.asked == []


def test_a_picture_with_a_question_is_answered_and_kept(person: Talk, brain: ScriptedBrain) -> None:
    sends(person, PHOTO, text="may they keep this passport?")
    assert texts(person) == [said(person, "menu")]
    assert case_of(person) is None and person.owner == "bot"
    assert len(rows(person.services.database)) == 1 and len(brain.asked) == 1


@ONE_ENGINE
def test_words_beneath_a_picture_that_are_no_question_go_to_a_person(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "clarify"),)
    sends(person, PHOTO, text="this one")
    assert texts(person) == [said(person, "media_photo", case=case_of(person).number)]


@ONE_ENGINE
def test_danger_beneath_a_picture_raises_the_alarm(person: Talk) -> None:
    sends(person, PHOTO, text="he beats me every day, please help me")
    assert person.heard()[0]["urgent"] and case_of(person).priority is Priority.URGENT


@ONE_ENGINE
def test_an_album_is_answered_by_its_words(person: Talk, brain: ScriptedBrain) -> None:
    sends(person, PHOTO, text="may they keep this passport?", album="13")
    sends(person, PHOTO, album="13")
    assert len(texts(person)) == 1 and case_of(person) is None
    sends(person, PHOTO, album="14")
    assert case_of(person) is not None


def test_a_place_in_danger_goes_to_the_case_and_raises_nothing_new(person: Talk) -> None:
    person.says("he beats me every day, please help me")
    before = case_of(person)
    sends(person, PLACE)
    assert case_of(person) == before
    assert texts(person)[1:] == [said(person, "media_location", case=before.number)]
    with person.services.database.read() as tx:
        ((found,),) = media_store.list_media(tx, person.conversation_id).values()
    assert (found.detail, found.state) == ("25.285447,51.53104", "stored")


@ONE_ENGINE
def test_who_went_back_to_the_assistant_stays_there(person: Talk) -> None:
    sends(person, VOICE_NOTE)
    person.says(choice="back_to_bot")
    let_minutes_pass(person.services.database)
    sends(person, PHOTO)
    assert person.owner == "bot"
    assert texts(person)[-1] == said(person, "media_photo", case=case_of(person).number)


def test_nothing_is_said_while_staff_own_the_conversation(person: Talk, services: Services, amal: Staff) -> None:
    sends(person, VOICE_NOTE)
    take_case(services, case_of(person).id, amal)
    before = len(texts(person))
    sends(person, PHOTO)
    assert len(texts(person)) == before and len(rows(services.database)) == 2


def test_it_goes_with_the_person_and_with_the_texts(person: Talk) -> None:
    database = person.services.database
    sends(person, PHOTO, text="may they keep this passport?")
    let_days_pass(database, 31)
    with database.write() as tx:
        tx.execute(update(media).values(state="stored"))
    assert purge_texts(database, 30) == 1 and rows(database) == []
    sends(person, PHOTO)
    with database.write() as tx:
        forget_person(tx, conversations.load(tx, person.conversation_id).person_id)
    assert rows(database) == []


@pytest.fixture
def listening(services: Services) -> Iterator["Listener"]:
    yield Listener(services)


class Listener:
    """The worker with a program that hears what the test says."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.hears: str | None = "my boss has not paid me"

    def transcribe(self, content: bytes, content_type: str) -> str:
        assert (content, content_type) == (VOICE, "audio/ogg")
        if self.hears is None:
            raise TranscriptionFailed("exit_1")
        return self.hears

    def fetch(self, reference: str, *, largest: int) -> Fetched:
        return Fetched(VOICE, "audio/ogg")

    def works(self) -> None:
        desk = MediaDesk(self.services.database, {"telegram": self}, 10**6, self)
        while fetch_next(desk) or take_next_turn(self.services):
            pass


def test_a_transcript_is_for_staff_alone_unless_it_is_to_be_answered(
    person: Talk, listening: Listener, brain: ScriptedBrain
) -> None:
    sends(person, VOICE_NOTE)
    listening.works()
    (row,) = rows(person.services.database)
    assert (row.state, row.transcript_state, row.size) == ("stored", "done", len(VOICE))
    with person.services.database.read() as tx:
        assert media_store.transcript_of(tx, row.message_id) == "my boss has not paid me"
        exported = export_person(tx, conversations.load(tx, person.conversation_id).person_id)
    assert exported["media"][0]["transcript"] == "my boss has not paid me"
    assert len(texts(person)) == 1 and brain.asked == []


@ONE_ENGINE
def test_danger_that_a_program_hears_raises_the_case_in_silence(person: Talk, listening: Listener) -> None:
    listening.hears = "he beats me every day, please help me"
    sends(person, VOICE_NOTE)
    listening.works()
    assert case_of(person).priority is Priority.URGENT and len(texts(person)) == 1


@pytest.fixture
def answering(person: Talk) -> Talk:
    return replace(person, services=replace(person.services, answers_transcripts=True))


def test_what_was_heard_is_answered_where_that_is_wanted(answering: Talk, brain: ScriptedBrain) -> None:
    sends(answering, VOICE_NOTE)
    assert texts(answering) == [said(answering, "media_listening")] and case_of(answering) is None
    Listener(answering.services).works()
    understood = said(answering, "voice_understood", heard="my boss has not paid me")
    assert texts(answering)[1:] == [understood, said(answering, "menu")]
    assert [turn["text"] for turn in brain.asked] == ["my boss has not paid me"] and case_of(answering) is None


@ONE_ENGINE
@pytest.mark.parametrize("hears", [None, ""])
def test_what_no_program_understands_goes_to_a_person(answering: Talk, hears: str | None) -> None:
    listener = Listener(answering.services)
    listener.hears = hears
    sends(answering, VOICE_NOTE)
    listener.works()
    assert texts(answering)[1:] == [said(answering, "media_voice", case=case_of(answering).number)]


@ONE_ENGINE
def test_danger_that_is_heard_is_answered_with_numbers_to_call(answering: Talk, brain: ScriptedBrain) -> None:
    listener = Listener(answering.services)
    listener.hears = "he beats me every day, please help me"
    sends(answering, VOICE_NOTE)
    listener.works()
    assert [body["urgent"] for body in answering.heard()] == [False, True] and brain.asked == []


@ONE_ENGINE
def test_a_word_that_is_heard_is_no_command(answering: Talk) -> None:
    listener = Listener(answering.services)
    listener.hears = "stop"
    sends(answering, VOICE_NOTE)
    listener.works()
    with answering.services.database.read() as tx:
        assert conversations.load(tx, answering.conversation_id).stopped_at is None
        assert tx.execute(select(func.count()).select_from(media)).scalar() == 1


@ONE_ENGINE
def test_a_file_that_was_taken_away_while_it_was_fetched_takes_no_second_turn(answering: Talk) -> None:
    class TakenAway(Listener):
        def fetch(self, reference: str, *, largest: int) -> Fetched:
            with self.services.database.write() as tx:
                media_store.empty(tx, rows(self.services.database)[0].id)
            return Fetched(b"%PDF-", "application/pdf")

    sends(answering, VOICE_NOTE)
    TakenAway(answering.services).works()
    assert texts(answering) == [said(answering, "media_listening")] and case_of(answering) is None
