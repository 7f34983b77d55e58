"""A message's way through commands, danger, owner and brain, on both databases."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from helpline.domain.effects import Effect
from helpline.domain.messages import IncomingMessage
from helpline.domain.people import Staff
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import cases, conversations
from helpline.storage.messages import StoredMessage
from helpline.storage.schema import inbox
from helpline.storage.schema import messages as messages_table
from helpline.usecases.forget_person import forget_person
from helpline.usecases.receive_message import receive_message
from helpline.usecases.take_case import take_case
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk, wait_for_a_lock


def open_case_of(talk: Talk) -> cases.Case:
    with talk.services.database.read() as tx:
        found = cases.find_open_case(tx, talk.conversation_id)
    assert found is not None
    return found


def test_an_answer_carries_its_source_and_the_date_of_check(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("answer", "passport_retention.SA", choices=("complaint_channels", "talk_to_human")),)
    person.says("my boss took my passport in Riyadh")
    [answer] = person.heard()
    assert answer["answer"]["id"] == "passport_retention.SA"
    assert answer["answer"]["sources"][0]["url"].startswith("http")
    assert answer["answer"]["checked_on"] >= "2026-01-01"
    assert [choice["value"] for choice in answer["choices"]] == ["complaint_channels", "talk_to_human"]


def test_a_repeated_webhook_is_answered_once(person: Talk, brain: ScriptedBrain) -> None:
    provider_id = person.says("hello")
    again = IncomingMessage(person.channel, provider_id, person.address, text="hello")
    assert not receive_message(person.services.database, again)
    assert not take_next_turn(person.services)
    assert len(brain.asked) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("they locked me in and beat me", "en"),
        ("حبسوني في البيت وضربوني", "ar"),
        ("ils m'ont enfermé et frappé", "fr"),
    ],
)
def test_danger_gets_contacts_and_an_urgent_case_without_the_brain(
    person: Talk, brain: ScriptedBrain, text: str, language: str
) -> None:
    brain.is_down = True
    person.says(text)
    [reply] = person.heard()
    assert reply["urgent"] and reply["language"] == language
    case = open_case_of(person)
    assert case.number in reply["text"]
    assert case.priority.name == "URGENT"
    assert person.owner == "queue"
    assert brain.asked == []


def test_whoever_is_in_danger_and_says_where_gets_the_numbers_of_that_country(person: Talk) -> None:
    person.says("he is beating me")
    assert "give_country:KW" in [choice["value"] for choice in person.heard()[-1]["choices"]]
    person.says("kuwait")
    numbers = next(reply for reply in person.heard() if reply["contacts"])
    assert numbers["urgent"] and numbers["contacts"][0]["phone"] == "112"


def test_a_country_in_the_cry_for_help_gives_its_numbers_at_once(person: Talk) -> None:
    person.says("he is beating me, I am in Qatar")
    assert [contact["phone"] for contact in person.heard()[0]["contacts"]] == ["999"]


@pytest.mark.parametrize(
    "text", ["I am Kenyan, he is beating me in Kuwait", "he is beating me in Kuwait, where is the embassy of Kenya"]
)
def test_the_numbers_are_not_those_of_the_country_that_somebody_comes_from(person: Talk, text: str) -> None:
    person.says(text)
    assert [contact["phone"] for contact in person.heard()[0]["contacts"]] == ["112"]
    person.says("what is the number of kenya embassy")
    person.says("my mother is in Nepal")
    assert len([reply for reply in person.heard() if reply["contacts"]]) == 1


def test_the_number_that_a_person_writes_from_chooses_the_emergency_contacts(services: Services) -> None:
    talk = Talk(services, channel="whatsapp", address="+97431234567")
    talk.says("he is beating me")
    assert [contact["phone"] for contact in talk.heard()[0]["contacts"]] == ["999"]


def test_when_the_brain_fails_the_person_hears_so_and_a_person_takes_over(person: Talk, brain: ScriptedBrain) -> None:
    brain.is_down = True
    person.says("what is the minimum wage")
    [reply] = person.heard()
    assert open_case_of(person).number in reply["text"]
    assert "HTTP" not in reply["text"]
    assert person.owner == "queue"


def test_asking_for_a_person_works_without_the_brain_in_every_language(
    services: Services, brain: ScriptedBrain
) -> None:
    brain.is_down = True
    for number, text in enumerate(("can I talk to someone?", "شخص", "je veux parler à quelqu'un")):
        talk = Talk(services, address=f"77000{number}")
        talk.says(text)
        assert open_case_of(talk).number in talk.heard()[0]["text"]
    assert brain.asked == []


def test_the_bot_is_silent_while_staff_own_the_conversation(person: Talk, brain: ScriptedBrain, amal: Staff) -> None:
    person.says("person")
    take_case(person.services, open_case_of(person).id, amal)
    asked = len(brain.asked)
    before = len(person.heard())
    person.says("what about my salary?")
    assert len(brain.asked) == asked
    assert len(person.heard()) == before


def test_danger_raises_the_case_while_staff_own_it_and_the_bot_says_nothing(person: Talk, amal: Staff) -> None:
    person.says("person")
    take_case(person.services, open_case_of(person).id, amal)
    before = len(person.heard())
    person.says("he is beating me now")
    assert open_case_of(person).priority.name == "URGENT"
    assert len(person.heard()) == before


def test_a_slow_bot_turn_loses_against_a_take_over(person: Talk, brain: ScriptedBrain, amal: Staff) -> None:
    """The bot's turn begins, staff take the conversation, the bot finishes: the person hears staff only."""
    person.says("person")
    case = open_case_of(person)
    person.says(choice="back_to_bot")
    thinking, may_answer = threading.Event(), threading.Event()

    def think() -> None:
        thinking.set()
        assert may_answer.wait(timeout=20)

    brain.before_answering = think
    brain.replies = (Reply("answer", "unpaid_wages"),)
    person.says("my salary is late", handled=False)
    turn = threading.Thread(target=take_next_turn, args=(person.services,))
    turn.start()
    assert thinking.wait(timeout=20)
    take_case(person.services, case.id, amal)
    may_answer.set()
    turn.join(timeout=20)

    assert not any(message.get("answer") for message in person.heard())
    hidden = [message for message in person.transcript(for_person=False) if not message.visible_to_person]
    assert [message.body["answer"]["id"] for message in hidden] == ["unpaid_wages"]


def test_many_races_between_turn_and_take_over_never_let_the_bot_speak(
    services: Services, brain: ScriptedBrain, amal: Staff
) -> None:
    brain.replies = (Reply("answer", "unpaid_wages"),)
    for number in range(12):
        spoken = _race(Talk(services, address=f"race{number}"), amal)
        taken_at = next(m.seq for m in spoken if m.author == "bot" and "taken" in m.body["text"])
        answered_at = [m.seq for m in spoken if m.body.get("answer")]
        assert all(seq < taken_at for seq in answered_at), "the bot spoke after staff had taken over"


def _race(talk: Talk, amal: Staff) -> list[StoredMessage]:
    """The bot's turn and the take-over begin at the same moment; returns what the person saw."""
    talk.says("person")
    case = open_case_of(talk)
    talk.says(choice="back_to_bot")
    talk.says("my salary is late", handled=False)
    start = threading.Barrier(2)

    def answer() -> None:
        start.wait()
        take_next_turn(talk.services)

    def take_over() -> None:
        start.wait()
        take_case(talk.services, case.id, amal)

    threads = [threading.Thread(target=answer), threading.Thread(target=take_over)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return talk.transcript()


def test_a_turn_whose_lease_ran_out_is_thrown_away(person: Talk, brain: ScriptedBrain) -> None:
    """A worker that slept through its lease must not answer a second time."""

    def another_worker_takes_it() -> None:
        brain.before_answering = lambda: None
        with person.services.database.write() as tx:
            tx.execute(update(inbox).values(lease_until=tx.now - timedelta(seconds=1)))
        assert take_next_turn(person.services)

    brain.before_answering = another_worker_takes_it
    person.says("hello")
    assert len(brain.asked) == 2
    assert len(person.heard()) == 1


def test_messages_of_one_conversation_are_handled_in_order_and_one_at_a_time(
    services: Services, brain: ScriptedBrain
) -> None:
    talk = Talk(services)
    for number in range(6):
        talk.says(f"question number {number}", handled=False)
    running = threading.Semaphore(1)

    def alone() -> None:
        assert running.acquire(blocking=False), "two turns of one conversation at once"
        running.release()

    brain.before_answering = alone

    def work() -> None:
        for _ in range(40):
            if not take_next_turn(services) and len(brain.asked) == 6:
                return

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    while take_next_turn(services):
        pass
    assert [turn["text"] for turn in brain.asked] == [f"question number {number}" for number in range(6)]


def test_a_message_that_breaks_everything_goes_to_a_person_at_last(
    person: Talk, brain: ScriptedBrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down() -> None:
        raise RuntimeError("a secret text")

    brain.before_answering = break_down
    person.says("hello", handled=False)
    for _ in range(10):
        with person.services.database.write() as tx:
            tx.execute(update(inbox).values(available_at=tx.now))
        take_next_turn(person.services)
    assert open_case_of(person).reason == "brain_failed"
    assert "secret" not in person.heard()[-1]["text"]


def test_a_message_that_cannot_be_read_holds_nobody_up_and_goes_to_a_person(
    person: Talk, services: Services, brain: ScriptedBrain
) -> None:
    person.says("hello", handled=False)
    with services.database.write() as tx:
        tx.execute(update(messages_table).values(body_sealed=tx.cipher.seal_data({"text": "hello", "media": [1]})))
    other = Talk(services, address="555002")
    other.says("my salary is late")
    assert len(brain.asked) == len(other.heard()) == 1
    for _ in range(10):
        with services.database.write() as tx:
            tx.execute(update(inbox).values(available_at=tx.now))
        take_next_turn(services)
    assert open_case_of(person).reason == "brain_failed"


def test_whoever_writes_while_they_are_being_erased_is_not_lost(person: Talk) -> None:
    person.says("hello")
    database, before = person.services.database, person.conversation_id
    writing = threading.Thread(target=person.says, args=("I have a new question",), kwargs={"handled": False})
    with database.write() as tx:
        forget_person(tx, conversations.load(tx, before).person_id)
        writing.start()
        wait_for_a_lock(database)
    writing.join(timeout=20)
    assert person.conversation_id != before


def test_a_number_or_a_label_picks_an_offered_choice(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "did_you_mean", choices=("unpaid_wages", "leave", "talk_to_human")),)
    person.says("pay leave")
    person.says("٢")
    assert brain.asked[-1]["choice"] == "leave"
    brain.replies = (Reply("wording", "did_you_mean", choices=("unpaid_wages", "leave", "talk_to_human")),)
    person.says("unpaid wages")
    assert brain.asked[-1]["choice"] == "unpaid_wages"


def test_a_choice_that_is_not_ours_is_not_obeyed(person: Talk, brain: ScriptedBrain) -> None:
    person.says("hello", choice="restart")
    assert brain.asked[-1]["choice"] is None


def test_the_country_is_remembered(person: Talk, brain: ScriptedBrain) -> None:
    brain.effects = (Effect("set_country", {"country": "QA"}),)
    person.says("I am in Qatar")
    person.says("and my salary?")
    assert brain.asked[-1]["profile"]["country"] == "QA"


def test_a_chosen_language_stays_whatever_is_written(person: Talk, brain: ScriptedBrain) -> None:
    person.says(choice="change_language:ar")
    person.says("my boss does not pay my salary since three months")
    assert person.heard()[-1]["language"] == "ar"


def test_erasing_leaves_nothing_of_the_person(person: Talk) -> None:
    person.says("person")
    person.says("delete my data")
    person.says("1")
    with person.services.database.read() as tx:
        for table in ("people", "addresses", "conversations", "messages", "inbox", "outbox", "cases", "events"):
            assert tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0, table


def test_what_a_person_writes_while_waiting_is_added_to_the_case(person: Talk, brain: ScriptedBrain) -> None:
    person.says("person")
    number = open_case_of(person).number
    person.says("he also owes me the pay of May")
    assert number in person.heard()[-1]["text"]
    assert brain.asked == []
    said = len(person.heard())
    person.says("and the pay of June")
    assert len(person.heard()) == said, "the same sentence twice in a row helps nobody"
    person.says("1")
    assert person.owner == "bot"


def test_a_number_that_was_not_offered_is_explained_and_not_asked(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "did_you_mean", choices=("unpaid_wages", "leave")),)
    person.says("pay leave")
    person.says("7")
    last = person.heard()[-1]
    assert last["text"].startswith("There is no number 7 in the last list.")
    assert [choice["value"] for choice in last["choices"]] == ["unpaid_wages", "leave", "my_data"]
    assert len(brain.asked) == 1


def test_a_number_without_any_list_is_explained(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "thanks"),)
    person.says("thank you")
    person.says("thank you so much")
    person.says("رقم ٢")
    assert person.heard()[-1]["text"].startswith("There is no list")
    assert person.heard()[-1]["choices"] and len(brain.asked) == 2


def test_a_number_that_only_an_older_list_has_is_explained_but_its_words_choose(
    person: Talk, brain: ScriptedBrain
) -> None:
    brain.replies = (Reply("wording", "did_you_mean", choices=("unpaid_wages", "leave", "contract")),)
    person.says("pay leave")
    brain.replies = (Reply("wording", "did_you_mean", choices=("accommodation",)),)
    person.says("my room")
    person.says("3")
    assert person.heard()[-1]["text"].startswith("There is no number 3")
    person.says("unpaid wages")
    assert brain.asked[-1]["choice"] == "unpaid_wages"


def test_a_question_that_asks_for_a_number_gets_it(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "complaint_since"),)
    person.says("help me complain")
    person.says("3")
    assert brain.asked[-1]["text"] == "3"


def test_a_word_of_a_label_chooses_but_never_hides_danger(person: Talk, brain: ScriptedBrain) -> None:
    brain.replies = (Reply("wording", "did_you_mean", choices=("danger_violence", "leave")),)
    person.says("pay leave")
    person.says("he beats me")
    assert open_case_of(person).topic == "danger_violence"


def test_a_tap_on_a_list_that_is_long_gone_is_explained(person: Talk, brain: ScriptedBrain) -> None:
    person.says(choice="~0123456789abcdef0")
    assert person.heard()[-1]["text"].startswith("That list is no longer in use.")
    assert brain.asked == []
