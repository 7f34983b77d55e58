"""The contract over the whole application: from the provider's post to the person's screen, on every channel."""

import pytest
from sqlalchemy import func, select

from helpline.storage.schema import cases, inbox, messages
from helpline.storage.schema import outbox as outbox_table
from tests.channels.doors import Door, TwilioDoor
from tests.channels.rules import rule


def stored(door: Door) -> tuple[int, int]:
    """Messages of the person, and turns for them."""
    with door.house.database.read() as tx:
        of_person = select(func.count()).select_from(messages).where(messages.c.author == "person")
        return tx.execute(of_person).scalar_one(), tx.execute(select(func.count()).select_from(inbox)).scalar_one()


@rule("What is not signed is refused")
def test_what_is_not_signed_leaves_nothing(door: Door) -> None:
    post = door.write("my passport is gone")
    assert door.house.post(door.unsigned(post)).status in (403, 404)
    assert stored(door) == (0, 0)


@rule("A message that comes twice is taken once")
def test_a_message_that_comes_twice_is_taken_once(door: Door) -> None:
    post = door.write("hello there")
    assert {answer.status for answer in door.house.post_all([post] * 4)} == {door.accepted}
    assert stored(door) == (1, 1)


@rule("A request that is replayed changes nothing")
def test_a_request_that_is_replayed_changes_nothing(door: Door) -> None:
    post = door.write("hello there")
    door.posts(post)
    assert door.posts(post) == []
    assert stored(door) == (1, 1)


@rule("Messages are handled in their order")
def test_messages_are_handled_in_their_order(door: Door) -> None:
    said = [f"question number {number} about something" for number in range(5)]
    for text in said:
        door.house.post(door.write(text))
    door.house.work()
    with door.house.database.read() as tx:
        handled = select(messages.c.seq).join(inbox, inbox.c.message_id == messages.c.id).order_by(inbox.c.handled_at)
        seqs = list(tx.execute(handled).scalars())
    assert seqs == sorted(seqs) and len(seqs) == len(said)
    assert len(door.heard()) >= len(said)


@rule("Choices go out and come back")
def test_an_offered_choice_can_be_chosen_by_number_and_by_label(door: Door) -> None:
    door.says("hello there")
    (menu,) = [each for each in door.says("something else") if "passport" in each.text.lower() or each.choices]
    number = next((line[0] for line in menu.text.splitlines() if "Passport" in line and line[0].isdigit()), "1")
    assert "Your passport should" in " ".join(each.text for each in door.says(f"({number})"))
    door.says("something else")
    label = next((choice for choice in menu.choices if "assport" in choice), "")
    label = label or next(line[3:] for line in menu.text.splitlines() if "assport" in line and line[0].isdigit())
    assert "Your passport should" in " ".join(each.text for each in door.says(label.upper()))


@rule("Choices go out and come back")
def test_an_offered_choice_can_be_tapped(door: Door) -> None:
    if not door.may_tap:
        assert not any(each.choices for each in door.says("something else"))
        return
    label = next(choice for each in door.says("something else") for choice in each.choices if "assport" in choice)
    assert "Your passport should" in " ".join(each.text for each in door.posts(door.tap(label)))


@rule("A number that was not offered is explained")
def test_a_number_that_was_not_offered_is_explained(door: Door) -> None:
    door.says("something else")
    assert any("no number 77" in each.text for each in door.says("no. ٧٧"))


@rule("Text from right to left reads right")
def test_arabic_reads_from_the_right(door: Door) -> None:
    door.says("عربي")
    heard = door.says("جواز سفري عند صاحب العمل وأريد أن أسترجعه")
    assert heard and all(each.is_rtl for each in heard)


@rule("An answer shows its source")
def test_an_answer_shows_its_source(door: Door) -> None:
    said = " ".join(each.text for each in door.says("they keep my passport"))
    if door.name == "sms":  # as much as is free; the rest comes with MORE
        while "MORE" in said.splitlines()[-1] or "https://" not in said:
            said += "\n" + door.says("MORE")[-1].text
    assert "https://" in said


@rule("In danger the help comes first")
def test_in_danger_the_numbers_come_first(door: Door) -> None:
    first = door.says("my boss beats me every day and I am in danger")[0]
    assert first.text.lstrip("\u200f").startswith("If you are in danger now, call")
    with door.house.database.read() as tx:
        assert tx.execute(select(cases.c.topic)).scalar_one().startswith("danger")


@rule("After STOP nobody is written to")
def test_after_stop_nobody_is_written_to(door: Door) -> None:
    door.says("hello there")
    door.says("STOP")
    with door.house.database.read() as tx:
        before = tx.execute(select(func.count()).select_from(outbox_table)).scalar_one()
    assert door.says("STOP") == []
    with door.house.database.read() as tx:
        assert tx.execute(select(func.count()).select_from(outbox_table)).scalar_one() == before
    assert door.says("START") or isinstance(door, TwilioDoor)


@rule("What cannot be read is refused politely")
def test_what_cannot_be_read_is_a_400_and_leaves_nothing(door: Door) -> None:
    for body in door.unreadable():
        answer = door.house.post(door.signed(body))
        assert answer.status == 400, body
        assert answer.json()["status"] == 400 and answer.json()["detail"]
    assert stored(door) == (0, 0)


@rule("Huge bodies are not read")
@pytest.mark.parametrize("chunk", [1024, 10**9])
def test_a_huge_body_is_not_read(door: Door, chunk: int) -> None:
    post = door.signed(b'{"text": "' + b"x" * 3_000_000 + b'"}')
    answer = door.house.post(type(post)(post.path, post.body, post.headers, chunk=chunk))
    assert answer.status in (400, 413)
    assert stored(door) == (0, 0)


@rule("Unknown fields do not matter")
def test_unknown_fields_do_not_matter(door: Door) -> None:
    more = {"SomethingNew": "7"} if isinstance(door, TwilioDoor) else {"something_new": {"deep": [1, None]}}
    assert door.house.post(door.write("hello there", **more)).status == door.accepted
    assert stored(door) == (1, 1)


@rule("Broken bodies break nothing")
@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b'{"text": "\xc3\x28"}', b"Body=\xe9", b"[" * 5000, b"\x00" * 50])
def test_what_is_not_utf8_or_json_breaks_nothing(door: Door, body: bytes) -> None:
    assert 400 <= door.house.post(door.signed(body)).status < 500
    assert stored(door) == (0, 0)


@rule("Letters that no database takes")
@pytest.mark.parametrize("text", ["zero\x00zero", "half \ud83d pair", "\u202e\u2066turned\u2069", "\U0010ffff\ufffe"])
def test_letters_that_no_database_takes_break_nothing(door: Door, text: str) -> None:
    text = text if door.name in ("telegram", "webchat") else text.replace("\ud83d", "%ED%A0%BD")
    assert door.house.post(door.write(text)).status == door.accepted
    door.house.work()
    with door.house.database.read() as tx:
        assert tx.execute(select(inbox.c.state)).scalars().all() == ["done"]
