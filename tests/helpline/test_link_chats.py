"""Two chats of one person are joined by a code and a yes, and parted again, on both databases."""

from datetime import timedelta
from threading import Thread

from sqlalchemy import select, update

from helpline.domain.cases import Priority
from helpline.domain.consent import Kind, Source
from helpline.domain.effects import Effect
from helpline.domain.people import Staff
from helpline.services import Services
from helpline.storage import cases, consents, people
from helpline.storage.schema import conversations as conversations_table
from helpline.storage.schema import inbox, link_codes, outbox
from helpline.storage.schema import people as people_table
from helpline.usecases.take_case import take_case
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk
from tests.helpline.linking import QUESTION, code_of, count, heard, join, now, say


def open_case(talk: Talk) -> str:
    talk.says(choice="talk_to_human")
    with talk.services.database.read() as tx:
        case = cases.find_open_case(tx, talk.conversation_id)
    assert case
    return case.number


def events_of(talk: Talk) -> list[str]:
    with talk.services.database.read() as tx:
        case = cases.find_latest_case(tx, talk.conversation_id)
        assert case
        return [event.name for event in cases.list_events(tx, case.id)]


def test_a_code_and_a_yes_make_one_person_of_two(phone: Talk, web: Talk) -> None:
    with web.services.database.write() as tx:
        people.change_profile(tx, now(web).person_id, country="KW", role="worker")
        people.change_profile(tx, now(phone).person_id, country="QA")
    phone_number = "SMS (number ending in 21)"
    code = code_of(phone)
    web.says(f"Link {code[:4]} {code[4:]}")
    assert heard(web) == say(web, "link_wait", chat=phone_number)
    assert heard(phone) == say(phone, "link_ask", chat="Telegram")
    assert now(phone).person_id != now(web).person_id
    phone.says("1")
    assert heard(phone) == say(phone, "link_done", chat="Telegram")
    assert heard(web) == say(web, "link_done", chat=phone_number)
    assert now(phone).person_id == now(web).person_id
    assert (now(web).profile.country, now(web).profile.role) == ("QA", "worker")
    assert count(web.services, people_table) == 1
    assert count(web.services, link_codes) == 0


def test_no_joins_nothing_and_the_code_is_used_up(phone: Talk, web: Talk) -> None:
    code = code_of(phone)
    web.says(code)
    phone.says(choice="link_no")
    assert heard(phone) == heard(web) == say(web, "link_refused")
    web.says(f"link {code}")
    assert heard(web) == say(web, "link_wrong")
    phone.says(choice="link_yes")
    assert heard(phone) == say(phone, "link_over")
    assert now(phone).person_id != now(web).person_id


def test_chats_that_are_joined_need_not_be_joined_again(phone: Talk, web: Talk) -> None:
    join(phone, web)
    phone.says(f"link {code_of(web)}")
    assert heard(phone) == say(phone, "link_already")


def test_whoever_did_not_mean_it_takes_the_code_back(phone: Talk, web: Talk) -> None:
    web.says(f"link {code_of(phone)}")
    web.says("unlink")
    assert heard(web) == say(web, "link_refused")
    phone.says(choice="link_yes")
    assert heard(phone) == say(phone, "link_over")


def test_parted_chats_know_the_same_and_go_their_own_ways(phone: Talk, web: Talk) -> None:
    join(phone, web)
    with web.services.database.write() as tx:
        people.change_profile(tx, now(web).person_id, country="QA")
    web.says("unlink")
    assert heard(web) == say(web, "unlinked")
    assert heard(phone) == say(phone, "unlinked_other", chat="Telegram")
    assert now(phone).person_id != now(web).person_id
    assert now(phone).profile.country == now(web).profile.country == "QA"
    web.says("unlink")
    assert heard(web) == say(web, "not_linked")


def test_erasing_says_that_it_erases_both_and_does(phone: Talk, web: Talk) -> None:
    join(phone, web)
    web.says("delete my data")
    assert heard(web) == say(web, "confirm_erase_linked", chats="SMS (number ending in 21)")
    web.says("1")
    assert count(web.services, conversations_table) == 0


def test_who_was_asked_about_one_chat_is_asked_again_before_both_are_erased(
    phone: Talk, web: Talk, brain: ScriptedBrain
) -> None:
    web.says("delete my data")
    join(phone, web)
    web.says(choice="erase_me")
    asked = say(web, "confirm_erase_linked", chats="SMS (number ending in 21)")
    assert heard(web) == asked
    brain.effects, brain.replies = (Effect("ask_erase"),), ()
    web.says("please forget what I told you")
    assert heard(web) == asked
    assert count(web.services, conversations_table) == 2


def test_erasing_one_chat_leaves_a_parted_one(phone: Talk, web: Talk) -> None:
    join(phone, web)
    web.says("unlink")
    web.says("delete my data")
    assert heard(web) == say(web, "confirm_erase_on_phone")
    web.says(choice="erase_me")
    assert now(phone).id


def test_what_was_joined_while_a_turn_was_thought_over_counts_for_the_turn(
    services: Services, phone: Talk, web: Talk, brain: ScriptedBrain
) -> None:
    web.says(f"link {code_of(phone)}")

    def join_meanwhile() -> None:
        brain.before_answering = lambda: None
        phone.says(choice="link_yes", handled=False)
        helper = Thread(target=take_next_turn, args=(services,))
        helper.start()
        helper.join()

    brain.before_answering = join_meanwhile
    brain.effects = (Effect("set_country", {"country": "KW"}), Effect("erase_me", {"chats": "all"}))
    web.says(QUESTION)
    assert count(services, conversations_table) == count(services, people_table) == 0


def test_each_chat_is_told_in_its_own_language(phone: Talk, web: Talk) -> None:
    web.says("هذا سؤال بالعربية ولا شيء غير ذلك")
    join(phone, web)
    chat = web.services.wording.say("ar", "channel_sms")
    name = web.services.wording.say("ar", "channel_with_number", channel=chat, end="21")
    assert heard(web) == web.services.wording.say("ar", "link_done", chat=name)


def test_chats_that_were_joined_before_are_told_of_another(services: Services, phone: Talk, web: Talk) -> None:
    third = Talk(services, "whatsapp", "+97455500133")
    third.says(QUESTION)
    join(phone, web)
    join(third, web)
    both = "SMS (number ending in 21), Telegram"
    assert heard(third) == say(third, "link_done", chat=both)
    assert heard(phone) == say(phone, "link_done", chat="Telegram, WhatsApp (number ending in 33)")
    assert heard(web) == say(web, "link_done", chat="SMS (number ending in 21), WhatsApp (number ending in 33)")


def test_a_number_that_was_sent_before_the_question_does_not_answer_it(phone: Talk, web: Talk) -> None:
    """The person saw an older list."""
    code = code_of(phone)
    phone.says("1", handled=False)
    with web.services.database.write() as tx:
        tx.execute(update(inbox).where(inbox.c.state == "new").values(available_at=tx.now + timedelta(minutes=1)))
    web.says(f"link {code}")
    with web.services.database.write() as tx:
        tx.execute(update(inbox).where(inbox.c.state == "new").values(available_at=tx.now))
    assert take_next_turn(web.services)
    assert heard(phone) == say(phone, "link_ask", chat="Telegram")
    assert now(phone).person_id != now(web).person_id
    phone.says("1")
    assert now(phone).person_id == now(web).person_id


def test_a_word_of_the_label_does_not_join(phone: Talk, web: Talk) -> None:
    web.says(f"link {code_of(phone)}")
    for text in ("yes", "join them", "ok", "9"):
        phone.says(text)
    assert now(phone).person_id != now(web).person_id


def test_who_said_stop_before_is_asked_too(phone: Talk, web: Talk) -> None:
    web.says("stop")
    phone.says(f"link {code_of(web)}")
    with web.services.database.read() as tx:
        last = tx.execute(select(outbox).order_by(outbox.c.id.desc()).limit(2)).all()
    asked = [row for row in last if row.conversation_id == web.conversation_id]
    assert [row.despite_stop for row in asked] == [True]


def test_only_what_both_allowed_is_allowed_afterwards(phone: Talk, web: Talk) -> None:
    with web.services.database.write() as tx:
        for talk in (phone, web):
            own = now(talk)
            consents.agree(tx, own.person_id, own.address_id, Kind.LEARNING, Source.CHOICE)
        own = now(phone)
        consents.agree(tx, own.person_id, own.address_id, Kind.FOLLOW_UP, Source.CHOICE)
    join(phone, web)
    with web.services.database.read() as tx:
        consent = consents.load_consent(tx, now(web).person_id)
    assert (consent.follow_up, consent.learning) == (False, True)
    assert heard(phone) == say(phone, "my_data_learning", days="30")


def test_staff_see_it_in_the_history_and_the_case_is_known_in_both(phone: Talk, web: Talk) -> None:
    number = open_case(phone)
    join(phone, web)
    web.says("status")
    assert heard(web) == say(web, "case_elsewhere", case=number, chat="SMS (number ending in 21)")
    web.says("unlink")
    assert events_of(phone)[-2:] == ["ChatsLinked", "ChatsParted"]
    web.says("status")
    assert heard(web) == say(web, "no_case")


def test_it_works_while_staff_have_the_case(phone: Talk, web: Talk, amal: Staff) -> None:
    open_case(phone)
    with phone.services.database.read() as tx:
        case = cases.find_open_case(tx, phone.conversation_id)
    assert case and case.priority is Priority.NORMAL
    take_case(phone.services, case.id, amal)
    join(phone, web)
    assert heard(phone) == say(phone, "link_done", chat="Telegram")


def test_a_stop_in_one_chat_leaves_the_other(phone: Talk, web: Talk) -> None:
    join(phone, web)
    phone.says("stop")
    web.says(QUESTION)
    assert now(phone).stopped_at is not None
    assert now(web).stopped_at is None
    assert heard(web) == say(web, "menu")
