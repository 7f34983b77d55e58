"""What we send to Twilio, and what its error codes mean. https://www.twilio.com/docs/api/errors"""

import pytest

from bot.channels.twilio import TwilioChannel
from bot.channels.twilio_errors import error_for, failure_for
from helpline.content.wording import Wording
from helpline.domain.sending import (
    AddressStopped,
    AddressUnreachable,
    Part,
    SendFailed,
    SendGivenUp,
    SendUnknown,
    WindowClosed,
)
from tests.channels.people import BASE_URL, NUMBER, settings_for
from tests.fakes.script import Break, Refuse
from tests.fakes.twilio import SMS_FROM, WHATSAPP_FROM, FakeTwilio

REFERENCE = "0b5e4b0e-4c55-4f0e-9d55-000000000001.0"


def send(channel: TwilioChannel, name: str = "sms", address: str = NUMBER, text: str = "Hello") -> str:
    return channel.send(name, address, Part(text), reference=REFERENCE)


@pytest.mark.parametrize(
    ("name", "address", "to", "sender"),
    [
        ("sms", NUMBER, NUMBER, SMS_FROM),
        ("whatsapp", NUMBER, f"whatsapp:{NUMBER}", WHATSAPP_FROM),
        ("whatsapp", "QA.13491208655302741918", "whatsapp:QA.13491208655302741918", WHATSAPP_FROM),
    ],
)
def test_a_message_goes_from_the_right_sender(
    name: str, address: str, to: str, sender: str, twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    sid = send(twilio, name, address, "صباح الخير 😟")
    (message,) = fake_twilio.messages
    assert (message.sid, message.to, message.from_, message.body) == (sid, to, sender, "صباح الخير 😟")
    assert message.status_callback == f"{BASE_URL}/channels/twilio/status?part={REFERENCE}"
    assert message.validity_period == 4 * 60 * 60


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 21610, AddressStopped),
        (400, 21211, AddressUnreachable),
        (400, 21614, AddressUnreachable),
        (400, 63024, AddressUnreachable),
        (400, 21617, SendGivenUp),
        (400, 63016, WindowClosed),
        (400, 63013, SendGivenUp),
        (400, 21408, SendGivenUp),
        (404, 20404, SendGivenUp),
        (429, 20429, SendFailed),
        (429, 14107, SendFailed),
        (400, 63018, SendFailed),
        (400, 21611, SendFailed),
        (401, 20003, SendFailed),
        (403, 20003, SendFailed),
        (503, 20503, SendFailed),
        (503, 0, SendFailed),
        (500, 20500, SendUnknown),
        (502, 0, SendUnknown),
    ],
)
def test_each_refusal_has_its_meaning(
    status: int, code: int, kind: type[SendFailed], twilio: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    fake_twilio.script.add(Refuse(status, code))
    with pytest.raises(SendFailed) as caught:
        send(twilio)
    assert type(caught.value) is kind
    assert caught.value.error_code == str(code or status)


def test_whatever_the_number_ours_is_never_the_persons_fault() -> None:
    assert type(error_for(403, 21610)) is AddressStopped
    assert type(error_for(0, None)) is SendGivenUp
    assert failure_for("").error_code == "failed"
    assert type(failure_for("not a number")) is SendGivenUp


@pytest.mark.parametrize(
    ("address", "text", "code"),
    [("12", "Hello", "21211"), (NUMBER, "a" * 1601, "21617"), (NUMBER, " ", "21602"), ("+974abc", "Hello", "21211")],
)
def test_what_twilio_does_not_take_is_given_up(address: str, text: str, code: str, twilio: TwilioChannel) -> None:
    with pytest.raises(SendGivenUp) as caught:
        send(twilio, address=address, text=text)
    assert caught.value.error_code == code


def test_an_answer_that_is_not_twilios_leaves_it_open(twilio: TwilioChannel, fake_twilio: FakeTwilio) -> None:
    fake_twilio.script.add(Break(takes_message=True, status=201))
    with pytest.raises(SendUnknown):
        send(twilio)


def test_without_a_sender_number_it_waits_for_the_operator(wording: Wording, fake_twilio: FakeTwilio) -> None:
    channel = TwilioChannel(settings_for(twilio_sms_from="", twilio_api_url=fake_twilio.url), wording)
    with pytest.raises(SendFailed) as caught:
        send(channel)
    assert (type(caught.value), caught.value.error_code) == (SendFailed, "sender_not_set")
    channel.close()


def test_a_sender_may_be_set_without_its_prefix(wording: Wording, fake_twilio: FakeTwilio) -> None:
    plain = WHATSAPP_FROM.removeprefix("whatsapp:")
    channel = TwilioChannel(settings_for(twilio_whatsapp_from=plain, twilio_api_url=fake_twilio.url), wording)
    send(channel, "whatsapp")
    assert fake_twilio.messages[0].from_ == WHATSAPP_FROM
    channel.close()


def test_during_a_rotation_the_new_token_signs_in(wording: Wording, fake_twilio: FakeTwilio) -> None:
    tokens = "fake-twilio-token, the-old-one"
    channel = TwilioChannel(settings_for(twilio_auth_token=tokens, twilio_api_url=fake_twilio.url), wording)
    assert send(channel)
    channel.close()
