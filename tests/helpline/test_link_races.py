"""Joining, parting and erasing while something else happens in the other chat; on PostgreSQL they really meet."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Barrier, Thread

from sqlalchemy import select, update

from helpline.domain.conversations import Owner
from helpline.services import Services
from helpline.storage import conversations, link_codes, linked_chats, windows
from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, inbox
from helpline.storage.schema import conversations as conversations_table
from helpline.storage.schema import people as people_table
from helpline.usecases.forget_person import forget_person
from helpline.usecases.take_turn import take_next_turn
from tests.helpline.conftest import ScriptedBrain, Talk, wait_for_a_lock
from tests.helpline.linking import QUESTION, code_of, count, heard, join, now, say


@contextmanager
def while_a_turn_waits(services: Services) -> Iterator[Transaction]:
    """The transaction that it waits for."""
    turn = Thread(target=take_next_turn, args=(services,))
    with services.database.write() as tx:
        yield tx
        turn.start()
        wait_for_a_lock(services.database)
    turn.join(timeout=30)


def assert_all_handled(services: Services) -> None:
    """At the first try: nothing waits for another."""
    with services.database.read() as tx:
        assert set(tx.execute(select(inbox.c.state, inbox.c.attempts))) == {("done", 1)}


def assert_whole(services: Services) -> None:
    """Each conversation has a person who is there, its address is the same person's, and nobody is left over."""
    chats = select(conversations_table.c.person_id, addresses.c.person_id.label("of_address")).join(
        addresses, addresses.c.id == conversations_table.c.address_id
    )
    with services.database.read() as tx:
        rows = tx.execute(chats).all()
        everybody = set(tx.execute(select(people_table.c.id)).scalars())
    assert all(row.person_id == row.of_address for row in rows)
    assert {row.person_id for row in rows} == everybody


def lock_and_join(tx: Transaction, first: Talk, second: Talk) -> None:
    """As a turn of the first does, up to its end."""
    own = conversations.load_and_lock(tx, first.conversation_id)
    other = conversations.load_and_lock(tx, second.conversation_id)
    linked_chats.join(tx, own.person_id, other.person_id)


def test_a_turn_that_waits_while_its_chat_is_joined_is_carried_out_at_once(
    services: Services, phone: Talk, web: Talk
) -> None:
    web.says(QUESTION, handled=False)
    with while_a_turn_waits(services) as tx:
        lock_and_join(tx, phone, web)
    assert_all_handled(services)
    assert_whole(services)


def test_a_chat_that_joins_one_person_while_another_does_is_not_lost(
    services: Services, phone: Talk, web: Talk
) -> None:
    """The phone's person is about to get a third chat when all that is theirs becomes a fourth's."""
    third, fourth = Talk(services, "whatsapp", "+97455500133"), Talk(services, "telegram", "900944")
    for talk in (third, fourth):
        talk.says(QUESTION)
    join(phone, web)
    web.says(f"link {code_of(fourth)}")
    fourth.says(choice="link_yes", handled=False)
    with while_a_turn_waits(services) as tx:
        lock_and_join(tx, phone, third)
    assert count(services, conversations_table) == 4
    assert_all_handled(services)
    assert len({now(talk).person_id for talk in (phone, web, third, fourth)}) == 1
    assert_whole(services)


def test_erasing_waits_for_what_is_being_received_in_the_other_chat(services: Services, phone: Talk, web: Talk) -> None:
    join(phone, web)
    web.says("delete my data")
    web.says(choice=web.heard()[-1]["choices"][0]["value"], handled=False)
    turn = Thread(target=take_next_turn, args=(services,))
    with services.database.write() as tx:
        conversations.lock(tx, phone.conversation_id)
        turn.start()
        wait_for_a_lock(services.database)
        windows.note_received(tx, phone.conversation_id)
    turn.join(timeout=30)
    assert count(services, conversations_table) == count(services, people_table) == 0


def test_a_message_that_comes_while_the_other_chat_erases_is_heard_as_somebody_new(
    services: Services, phone: Talk, web: Talk
) -> None:
    join(phone, web)
    writing = Thread(target=phone.says, args=(QUESTION,), kwargs={"handled": False})
    with services.database.write() as tx:
        forget_person(tx, conversations.load_and_lock(tx, web.conversation_id).person_id)
        writing.start()
        wait_for_a_lock(services.database)
    writing.join(timeout=30)
    assert take_next_turn(services)
    assert heard(phone) == say(phone, "menu")
    assert_whole(services)


def test_a_code_that_is_taken_back_at_the_moment_of_the_yes_joins_nothing(
    services: Services, phone: Talk, web: Talk
) -> None:
    web.says(f"link {code_of(phone)}")
    phone.says(choice="link_yes", handled=False)
    turn = Thread(target=take_next_turn, args=(services,))
    with services.database.write() as tx:
        conversations.lock(tx, web.conversation_id)
        turn.start()
        wait_for_a_lock(services.database)
        assert link_codes.withdraw(tx, web.conversation_id)
    turn.join(timeout=30)
    assert_all_handled(services)
    assert heard(phone) == say(phone, "link_over")
    assert now(phone).person_id != now(web).person_id


def test_a_yes_counts_also_when_staff_take_the_case_at_that_moment(services: Services, phone: Talk, web: Talk) -> None:
    web.says(f"link {code_of(phone)}")
    phone.says(choice="link_yes", handled=False)
    with while_a_turn_waits(services) as tx:
        conversations.lock(tx, phone.conversation_id)
        conversations.change_owner(tx, phone.conversation_id, Owner.STAFF)
    assert now(phone).person_id == now(web).person_id
    assert heard(phone) == say(phone, "link_done", chat="Telegram")


def test_two_who_join_each_other_at_once_are_one_person(
    services: Services, phone: Talk, web: Talk, brain: ScriptedBrain
) -> None:
    codes = code_of(phone), code_of(web)
    web.says(f"link {codes[0]}")
    phone.says(f"link {codes[1]}")
    phone.says(choice="link_yes", handled=False)
    web.says(choice="link_yes", handled=False)
    begin = Barrier(2)

    def work() -> None:
        begin.wait()
        while take_next_turn(services):
            pass

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    with services.database.write() as tx:
        tx.execute(update(inbox).values(available_at=tx.now))
    while take_next_turn(services):
        pass
    assert now(phone).person_id == now(web).person_id
    assert now(phone).owner == now(web).owner == Owner.BOT
    assert_whole(services)


def test_the_same_code_in_two_chats_at_once_asks_about_one(services: Services, phone: Talk, web: Talk) -> None:
    third = Talk(services, "whatsapp", "+97455500133")
    third.says(QUESTION)
    code = code_of(phone)
    for talk in (web, third):
        talk.says(f"link {code}", handled=False)
    workers = [Thread(target=take_next_turn, args=(services,)) for _ in range(2)]
    with services.database.write() as tx:
        conversations.lock(tx, phone.conversation_id)
        for worker in workers:
            worker.start()
        wait_for_a_lock(services.database)
    for worker in workers:
        worker.join(timeout=30)
    told = sorted(heard(talk)[:12] for talk in (web, third))
    assert told == sorted(say(phone, key, chat="")[:12] for key in ("link_wait", "link_wrong"))
