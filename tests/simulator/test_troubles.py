"""Errors on demand lead to what the helpline does about such errors."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes.waiting import wait_until
from tests.simulator.visiting import Visit, conversation_of, outbox_rows
from tests.webchat.site import Site


def first_row(site: Site, somebody: Visit, channel: str, state: Callable[[Any], bool]) -> Any:
    """The first message of the bot's, once it is in that state."""
    conversation = conversation_of(site, channel, somebody.address(channel))

    def find() -> Any:
        rows = outbox_rows(site, conversation)
        return rows[0] if rows and state(rows[0]) else None

    return wait_until(find, seconds=30, what="the outbox row")


@pytest.mark.parametrize(
    ("channel", "trouble", "error_code"),
    [
        ("sms", "too_many", "20429"),
        ("whatsapp", "broken", "20500"),
        ("telegram", "too_many", "RetryAfter"),
        ("telegram", "broken", "NetworkError"),
    ],
)
def test_what_passes_is_tried_again(site: Site, somebody: Visit, channel: str, trouble: str, error_code: str) -> None:
    assert somebody.do(channel, "trouble", kind=trouble).status_code == 204
    somebody.say(channel, "passport")
    row = first_row(site, somebody, channel, lambda row: row.attempts and row.error_code)
    assert (row.state, row.error_code) == ("new", error_code)


def test_after_429_the_message_arrives(site: Site, somebody: Visit) -> None:
    somebody.do("sms", "trouble", kind="too_many")
    somebody.say("sms", "passport")
    somebody.wait_for("sms", "passport", state="delivered")
    row = first_row(site, somebody, "sms", lambda row: row.state == "delivered")
    assert row.attempts == 2


@pytest.mark.parametrize(
    ("channel", "trouble", "error_code"),
    [("sms", "opted_out", "21610"), ("telegram", "blocked", "Forbidden")],
)
def test_what_lasts_is_given_up(site: Site, somebody: Visit, channel: str, trouble: str, error_code: str) -> None:
    somebody.do(channel, "trouble", kind=trouble)
    somebody.say(channel, "passport")
    row = first_row(site, somebody, channel, lambda row: row.state == "failed")
    assert row.error_code == error_code


def test_a_phone_that_is_off_is_tried_again_later(site: Site, somebody: Visit) -> None:
    somebody.do("sms", "trouble", kind="unreachable")
    somebody.say("sms", "passport")
    row = first_row(site, somebody, "sms", lambda row: row.state == "phone_off")
    assert (row.error_code, row.released_at) == ("30003", None)


def test_stop_on_sms_is_twilio_s_too_until_start(somebody: Visit) -> None:
    somebody.say("sms", "STOP")
    somebody.wait_for("sms", "unsubscribed", side="provider")
    assert "21610" in somebody.page().text
    somebody.say("sms", "START")
    somebody.wait_for("sms", "re-subscribed", side="provider")


@pytest.mark.parametrize("by_button", [False, True])
def test_outside_the_window_a_template_says_that_something_waits(site: Site, somebody: Visit, by_button: bool) -> None:
    somebody.say("whatsapp", "passport")
    somebody.wait_for("whatsapp", "Please choose:", state="read")  # the last; it must not come after the clock is moved
    somebody.do("whatsapp", "clock")
    assert "Outside the 24 hours" in somebody.page().text
    site.say_as_staff(conversation_of(site, "whatsapp", somebody.address("whatsapp")), "Are you safe tonight?")
    somebody.wait_for("whatsapp", "Are you safe tonight?", state="63016")
    note = somebody.wait_for("whatsapp", "There is a message for you", state="read")
    if by_button:
        assert somebody.do("whatsapp", "tap", bubble=note.number, button="0").status_code == 204
    else:
        somebody.say("whatsapp", "OPEN")
    somebody.wait_for("whatsapp", "Are you safe tonight?", state="read")


def test_reports_out_of_order_and_twice_only_raise(site: Site, somebody: Visit) -> None:
    somebody.do("whatsapp", "conduct", receipts="disordered")
    somebody.say("whatsapp", "passport")
    first_row(site, somebody, "whatsapp", lambda row: row.state == "read")


def test_without_a_network_a_message_waits_at_sent(site: Site, somebody: Visit) -> None:
    somebody.do("sms", "conduct", network="off")
    somebody.say("sms", "passport")
    somebody.wait_for("sms", "passport", state="✓ sent")
    first_row(site, somebody, "sms", lambda row: row.state == "sent")
    somebody.do("sms", "conduct", network="on")
    first_row(site, somebody, "sms", lambda row: row.state == "delivered")


def test_blocking_on_telegram_refuses_what_the_bot_sends(site: Site, somebody: Visit) -> None:
    somebody.do("telegram", "block", blocks="yes")
    somebody.say("telegram", "passport")
    first_row(site, somebody, "telegram", lambda row: row.state == "failed" and row.error_code == "Forbidden")
