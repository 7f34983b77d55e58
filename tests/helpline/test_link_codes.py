"""The codes by which two chats are joined: how they are read, how long they are good, what is left of them."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from helpline.domain.link_codes import MOST_WRONG
from helpline.storage import messages
from helpline.storage.schema import attempts, link_codes, metadata
from helpline.usecases.purge_texts import purge_texts
from tests.helpline.conftest import ScriptedBrain, Talk
from tests.helpline.linking import code_of, count, heard, now, say


@pytest.mark.parametrize("written", ["{}", "٤", "link {}", "ربط {}", "LIER  {}", "link: {}", "link{}", "ربط{}"])
def test_a_code_may_be_written_as_people_write_numbers(phone: Talk, web: Talk, written: str) -> None:
    code = code_of(phone)
    arabic = "".join(chr(ord("٠") + int(digit)) for digit in code)
    web.says(arabic if written == "٤" else written.format(code))
    assert phone.heard()[-1]["choices"][0]["value"] == "link_yes"


def test_a_code_says_nothing_about_the_language(phone: Talk, web: Talk) -> None:
    """3, 5 and 7 are letters of Arabic to those who write it in Latin script."""
    for code in ("35737573", "link 3573 7573"):
        web.says(code)
        assert now(web).profile.language == "en"


def test_a_code_is_good_for_a_quarter_of_an_hour_and_so_is_the_question(phone: Talk, web: Talk) -> None:
    def let_pass(minutes: int) -> None:
        with web.services.database.write() as tx:
            expires_at = tx.now + timedelta(minutes=15 - minutes)
            tx.execute(update(link_codes).values(expires_at=expires_at))

    code = code_of(phone)
    let_pass(16)
    web.says(f"link {code}")
    assert heard(web) == say(web, "link_wrong")
    code = code_of(phone)
    web.says(f"link {code}")
    let_pass(16)
    phone.says(choice="link_yes")
    assert heard(phone) == say(phone, "link_over")
    assert now(phone).person_id != now(web).person_id


def test_after_too_many_wrong_codes_a_right_one_is_not_taken_either(phone: Talk, web: Talk) -> None:
    code = code_of(phone)
    wrong = "00000000" if code != "00000000" else "11111111"
    for _ in range(MOST_WRONG):
        web.says(f"link {wrong}")
        assert heard(web) == say(web, "link_wrong")
    web.says(f"link {code}")
    assert heard(web) == say(web, "link_too_many")
    with web.services.database.write() as tx:
        tx.execute(update(attempts).values(at=tx.now - timedelta(hours=2)))
    web.says(f"link {code}")
    assert heard(web) == say(web, "link_wait", chat="SMS (number ending in 21)")


def test_eight_digits_that_are_no_code_go_to_the_brain_but_are_counted(web: Talk, brain: ScriptedBrain) -> None:
    asked = len(brain.asked)
    for _ in range(MOST_WRONG):
        web.says("44556677")
        web.says("44556677 is his number")
    assert len(brain.asked) == asked + 2 * MOST_WRONG
    assert heard(web) == say(web, "menu")
    web.says("link 44556677")
    assert heard(web) == say(web, "link_too_many")


def test_the_chat_that_gave_the_code_cannot_use_it(phone: Talk) -> None:
    phone.says(f"link {code_of(phone)}")
    assert heard(phone) == say(phone, "link_own")


def test_stop_takes_a_code_back(phone: Talk, web: Talk) -> None:
    code = code_of(web)
    web.says("stop")
    phone.says(f"link {code}")
    assert heard(phone) == say(phone, "link_wrong")


@pytest.mark.parametrize("written", ["link 1234567", "link 123 456 789", "link1234567", "LINK: 12"])
def test_a_code_with_too_many_or_too_few_digits_is_wrong(web: Talk, brain: ScriptedBrain, written: str) -> None:
    asked = len(brain.asked)
    web.says(written)
    assert (heard(web), len(brain.asked)) == (say(web, "link_wrong"), asked)


def test_nothing_of_wrong_codes_is_left_of_somebody_who_is_erased(web: Talk) -> None:
    web.says("link 12345678")
    with web.services.database.write() as tx:
        tx.execute(delete(attempts).where(attempts.c.action != "link_code"))
    assert count(web.services, attempts) == 1
    web.says(choice="erase_me")
    with web.services.database.read() as tx:
        assert set(tx.execute(select(attempts.c.action)).scalars()) == {"forgotten"}


def test_old_codes_and_wrong_ones_go(phone: Talk, web: Talk) -> None:
    code_of(phone)
    web.says("link 12345678")
    purge_texts(web.services.database, 30)
    assert (count(web.services, link_codes), count(web.services, attempts)) == (1, 1)
    with web.services.database.write() as tx:
        tx.execute(update(link_codes).values(expires_at=tx.now - timedelta(seconds=1)))
        tx.execute(update(attempts).values(at=tx.now - timedelta(hours=2)))
    purge_texts(web.services.database, 30)
    assert (count(web.services, link_codes), count(web.services, attempts)) == (0, 0)


def test_a_code_stands_nowhere_but_in_what_was_said(phone: Talk, web: Talk, capsys: pytest.CaptureFixture[str]) -> None:
    """Not in a log, an event, what was understood, or a column that is not sealed."""
    web.says(choice="talk_to_human")
    code = code_of(phone)
    web.says("link 00000000" if code != "00000000" else "link 11111111")
    web.says(f"link {code}")
    phone.says(choice="link_yes")
    with web.services.database.read() as tx:
        stored = [repr(tuple(row)) for table in metadata.sorted_tables for row in tx.execute(select(table))]
        understood = [message.understanding for message in messages.list_messages(tx, web.conversation_id)]
    said = capsys.readouterr()
    for text in (*stored, repr(understood), said.out, said.err):
        assert code not in text
    assert phone.address not in said.out + said.err
