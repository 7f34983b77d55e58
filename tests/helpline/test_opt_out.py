"""STOP, START, HELP, permissions and the first contact, on both databases."""

import pytest
from sqlalchemy import select

from helpline.domain.commands import Command
from helpline.domain.consent import Consent
from helpline.domain.messages import IncomingMessage
from helpline.domain.people import Staff
from helpline.domain.turns import Reply
from helpline.errors import Conflict
from helpline.services import Services
from helpline.storage import cases, consents, conversations
from helpline.storage.schema import outbox
from helpline.usecases.commit_turn import commit_turn
from helpline.usecases.open_turn import Claimed, claim_turn, open_turn
from helpline.usecases.receive_message import receive_message
from helpline.usecases.reply_to_person import reply_to_person
from helpline.usecases.run_command import run_command
from helpline.usecases.take_case import take_case
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk


def said(talk: Talk, number: int = -1) -> str:
    return str(talk.heard()[number]["text"])


def wording(talk: Talk, key: str, language: str = "en") -> str:
    return talk.services.wording.say(language, key, days="30", case="", before="")


def ledger(talk: Talk) -> list[tuple[str, str]]:
    with talk.services.database.read() as tx:
        address_id = conversations.load(tx, talk.conversation_id).address_id
        return [(entry.kind.value, entry.source.value) for entry in consents.list_entries(tx, address_id)]


def states(talk: Talk) -> list[str]:
    with talk.services.database.read() as tx:
        rows = tx.execute(select(outbox.c.state).where(outbox.c.conversation_id == talk.conversation_id))
        return list(rows.scalars())


def consent_of(talk: Talk) -> Consent:
    with talk.services.database.read() as tx:
        return consents.load_consent(tx, conversations.load(tx, talk.conversation_id).person_id)


@pytest.fixture
def known(person: Talk) -> Talk:
    """Somebody who has been welcomed and waits for nothing."""
    person.says("hello there, this is a question in English")
    return person


def test_stop_is_confirmed_once_and_what_was_queued_is_not_sent(known: Talk) -> None:
    waiting_before = len(states(known))
    known.says("STOP")
    assert said(known) == wording(known, "stopped")
    assert states(known) == ["cancelled"] * waiting_before + ["new"]
    heard = len(known.heard())
    known.says("stop")
    assert len(known.heard()) == heard, "one confirmation"
    assert states(known)[-1] == "cancelled", "a second STOP also ends a confirmation that was not sent yet"
    known.says("START")
    assert said(known) == wording(known, "started")
    assert set(states(known)[:-1]) == {"cancelled"}, "nothing old comes back with START"
    assert ledger(known) == [("stop", "word"), ("stop", "word"), ("start", "word")]


def test_a_stopped_person_who_asks_is_answered_with_a_line_about_start(known: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("answer", "unpaid_wages"),)
    known.says("STOP")
    known.says("my salary is late")
    answer = known.heard()[-1]
    assert answer["answer"]["id"] == "unpaid_wages"
    assert answer["text"].endswith(wording(known, "after_stop"))
    with known.services.database.read() as tx:
        last = tx.execute(select(outbox.c.despite_stop).order_by(outbox.c.id.desc()).limit(1)).scalar_one()
    assert last


def test_staff_cannot_write_to_a_stopped_person_and_are_told_since_when(known: Talk, amal: Staff) -> None:
    known.says("person")
    with known.services.database.read() as tx:
        case = cases.find_open_case(tx, known.conversation_id)
    assert case is not None
    take_case(known.services, case.id, amal)
    known.says("STOP")
    with pytest.raises(Conflict, match=r"said STOP on \d{4}-\d\d-\d\d"):
        reply_to_person(known.services, case.id, amal, "Hello")


def test_danger_of_a_stopped_person_opens_an_urgent_case_and_is_answered(known: Talk) -> None:
    known.says("STOP")
    known.says("he is beating me")
    with known.services.database.read() as tx:
        case = cases.find_open_case(tx, known.conversation_id)
    assert case is not None and case.priority.name == "URGENT"
    assert known.heard()[-1]["urgent"]
    assert said(known).endswith(wording(known, "after_stop_case"))


def test_on_sms_a_stopped_person_hears_nothing_but_help_in_danger(services: Services, brain: ScriptedBrain) -> None:
    talk = Talk(services, channel="sms", address="+97450000001")
    talk.says("توقف")
    assert said(talk) == wording(talk, "stopped", "ar")
    asked, heard = len(brain.asked), len(talk.heard())
    talk.says("my salary is late")
    talk.says("language")
    assert (len(brain.asked), len(talk.heard())) == (asked, heard)
    talk.says("he is beating me")
    assert talk.heard()[-1]["urgent"]
    talk.says("yes")
    assert said(talk) == wording(talk, "started", talk.heard()[-1]["language"])


@pytest.mark.parametrize("word", ["STOP", "Cancel", "QUIT", "end", "unsubscribe", "STOPALL"])
def test_what_twilio_confirms_itself_on_sms_is_not_confirmed_twice(services: Services, word: str) -> None:
    talk = Talk(services, channel="sms", address="+97450000002")
    talk.says(word)
    assert talk.heard() == []
    assert ledger(talk) == [("stop", "provider")]


@pytest.mark.parametrize("word", ["cancel", "end", "quit", "yes"])
def test_elsewhere_these_are_ordinary_words(known: Talk, brain: ScriptedBrain, word: str) -> None:
    known.says(word)
    assert brain.asked[-1]["text"] == word
    assert ledger(known) == []


def test_a_keyword_that_the_provider_has_answered_gets_no_second_answer(services: Services) -> None:
    talk = Talk(services, channel="sms", address="+97450000003")
    for choice in ("stop", "start", "help"):
        talk.says("", choice=choice, is_answered=True)
    assert talk.heard() == []
    assert ledger(talk) == [("stop", "provider"), ("start", "provider")]


@pytest.mark.parametrize(("word", "language"), [("HELP", "en"), ("مساعدة", "ar"), ("aide", "fr")])
def test_help_says_who_we_are_and_every_word(services: Services, word: str, language: str) -> None:
    talk = Talk(services, address=f"help-{language}")
    talk.says(choice=f"change_language:{language}")
    talk.says(word)
    assert said(talk) == wording(talk, "help", language)
    for command in ("stop", "start", "delete_my_data", "change_language", "talk_to_human", "my_data"):
        words = [
            line.split(":")[0].strip()
            for line in said(talk).splitlines()
            if services.commands.recognise(line.split(":")[0].strip())
        ]
        assert command in [services.commands.recognise(each) for each in words], command


def test_the_first_contact_stands_beneath_the_answer_once(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("answer", "unpaid_wages", choices=("talk_to_human",)),)
    person.says("my boss does not pay my salary")
    answer, welcome = person.heard(with_welcome=True)
    assert answer["answer"]["id"] == "unpaid_wages"
    assert person.is_welcome(welcome)
    assert [choice["value"] for choice in welcome["choices"]] == ["my_data"]
    assert welcome["first_number"] == 2, "numbers go on, so that each means one thing"
    person.says("2")
    assert said(person) == wording(person, "my_data_answer")
    person.says("my boss does not pay my salary")
    assert len([body for body in person.heard(with_welcome=True) if person.is_welcome(body)]) == 1


def test_in_danger_the_first_contact_waits(person: Talk) -> None:
    person.says("he is beating me")
    person.says("he has a knife")
    assert not any(person.is_welcome(body) for body in person.heard(with_welcome=True))


@pytest.mark.parametrize("text", ["/start", "start"])
def test_start_of_somebody_new_is_a_welcome_with_languages_and_menu(person: Talk, text: str) -> None:
    person.says(text)
    welcome, menu = person.heard(with_welcome=True)
    assert person.is_welcome(welcome)
    assert [choice["value"] for choice in welcome["choices"]] == [
        f"change_language:{code}" for code in ("en", "ar", "fr")
    ]
    assert menu["text"] == wording(person, "menu") and menu["choices"]
    person.says(text)
    assert said(person) == wording(person, "greeting")


def test_a_bare_greeting_of_somebody_new_is_a_welcome(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "greeting"),)
    person.says("hello")
    assert [person.is_welcome(body) for body in person.heard(with_welcome=True)] == [True, False]


def test_the_web_chat_tells_it_on_its_page(services: Services) -> None:
    talk = Talk(services, channel="webchat", address="page")
    talk.says("my boss does not pay my salary")
    assert not any(talk.is_welcome(body) for body in talk.heard(with_welcome=True))


def test_on_the_web_chat_a_stopped_person_sees_nothing_of_staff_or_case(services: Services, amal: Staff) -> None:
    talk = Talk(services, channel="webchat", address="page")
    talk.says("person")
    with services.database.read() as tx:
        case = cases.find_open_case(tx, talk.conversation_id)
    assert case is not None
    talk.says("STOP")
    heard = len(talk.heard())
    take_case(services, case.id, amal)
    assert len(talk.heard()) == heard


def test_permissions_are_given_and_taken_back_by_a_tap(known: Talk) -> None:
    known.says("my data")
    offered = [choice["value"] for choice in known.heard()[-1]["choices"]]
    assert offered == ["agree_follow_up", "agree_learning", "delete_my_data"]
    known.says("1")
    assert consent_of(known).tiers == ("answer", "follow_up")
    known.says(choice="agree_learning")
    assert consent_of(known).tiers == ("answer", "follow_up", "learning")
    known.says("my data")
    assert said(known) == wording(known, "my_data_both")
    known.says("1")
    assert consent_of(known).is_only_answer
    kinds = ["follow_up", "learning", "answer"]
    assert ledger(known) == [(kind, "choice") for kind in kinds]


def test_the_brain_can_neither_agree_nor_open_for_a_person(known: Talk, brain: ScriptedBrain) -> None:
    known.says("agree_learning")
    assert consent_of(known).is_only_answer


def test_open_without_anything_waiting_says_so(known: Talk) -> None:
    known.says("OPEN")
    assert said(known) == wording(known, "nothing_waiting")


def test_a_repeated_webhook_of_stop_is_one_stop(known: Talk) -> None:
    provider_id = known.says("STOP")
    again = IncomingMessage(known.channel, provider_id, known.address, text="STOP")
    assert not receive_message(known.services.database, again)
    assert not take_next_turn(known.services)
    assert ledger(known) == [("stop", "word")]


def test_who_does_not_want_to_be_erased_hears_that_nothing_was_also_while_waiting(known: Talk) -> None:
    known.says("person")
    known.says("delete my data")
    assert [choice["value"] for choice in known.heard()[-1]["choices"]] == ["erase_me", "keep_my_data"]
    known.says(choice="keep_my_data")
    assert said(known) == wording(known, "nothing_erased")


@pytest.mark.parametrize("erases", [True, False])
def test_what_is_stored_is_the_persons_also_while_staff_have_the_case(
    known: Talk, amal: Staff, brain: ScriptedBrain, erases: bool
) -> None:
    known.says("person")
    with known.services.database.read() as tx:
        case = cases.find_open_case(tx, known.conversation_id)
    assert case is not None
    take_case(known.services, case.id, amal)
    known.says("my data")
    assert said(known) == wording(known, "my_data_answer")
    known.says("DELETE")
    assert said(known) == wording(known, "confirm_erase_on_phone")
    known.says("1" if erases else "2")
    with known.services.database.read() as tx:
        assert bool(conversations.find_by_address(tx, known.channel, known.address)) is not erases
    if not erases:
        assert said(known) == wording(known, "nothing_erased") and known.owner == "staff"


def test_a_stop_counts_also_when_staff_take_the_case_at_that_moment(known: Talk, amal: Staff) -> None:
    known.says("person")
    with known.services.database.read() as tx:
        case = cases.find_open_case(tx, known.conversation_id)
    assert case is not None
    known.says("STOP", handled=False)
    claimed = claim_turn(known.services)
    assert isinstance(claimed, Claimed)
    turn = open_turn(known.services, claimed)
    take_case(known.services, case.id, amal)
    commit_turn(known.services, turn, run_command(turn, Command.STOP))
    assert said(known) == wording(known, "stopped")
    with pytest.raises(Conflict, match="STOP"):
        reply_to_person(known.services, case.id, amal, "Hello")
