"""Twilio's posts as it documents them, and its signature."""

from typing import Any

import pytest

from bot.channels.channel import WebhookMalformed, WebhookRefused, WebhookRequest
from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording
from helpline.domain.messages import IncomingMessage, Media
from helpline.domain.sending import AddressStopped, AddressUnreachable, Receipt, SendGivenUp, WindowClosed
from tests.channels.people import BASE_URL, payload, settings_for, twilio_request
from tests.fakes.twilio import sign

MEDIA = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages"
SMS, WHATSAPP = {"channel": "sms", "address": "+97450000002"}, {"channel": "whatsapp", "address": "+97450000001"}
MESSAGES: dict[str, dict[str, Any]] = {
    "sms_text_with_blank_fields": SMS | {"text": "My boss keeps my passport"},
    "sms_text_with_spaces_around": SMS | {"text": "  help \n"},
    "sms_stop": SMS | {"choice": "stop", "is_answered": True},
    "sms_short_code": SMS | {"text": "info", "address": "92222"},
    "mms_without_text": SMS
    | {
        "media": (
            Media("photo", f"{MEDIA}/MM1/Media/ME1", "image/jpeg"),
            Media("contact", f"{MEDIA}/MM1/Media/ME2", "text/vcard"),
        )
    },
    "whatsapp_text_arabic": WHATSAPP | {"text": "صاحب العمل يحتفظ بجواز سفري 😟"},
    "whatsapp_button": WHATSAPP | {"choice": "feedback_positive:passport_retention.QA.employer"},
    "whatsapp_list": WHATSAPP | {"choice": "give_country:QA"},
    "whatsapp_voice": WHATSAPP | {"media": (Media("voice", f"{MEDIA}/SM{0x204:032x}/Media/ME3", "audio/ogg"),)},
    "whatsapp_document_with_text": WHATSAPP
    | {
        "text": "my contract",
        "media": (Media("document", f"{MEDIA}/SM{0x205:032x}/Media/ME4", "application/pdf"),),
    },
    "whatsapp_location": WHATSAPP
    | {"media": (Media("location", "25.2854473,51.5310398", name="Labour camp, Street 920, Doha"),)},
    "whatsapp_business_scoped_id": WHATSAPP | {"text": "hello", "address": "QA.13491208655302741918"},
}
RECEIPTS: dict[str, tuple[str, str, type[SendGivenUp] | None]] = {
    "status_sent": ("whatsapp", "sent", None),
    "status_delivered": ("whatsapp", "delivered", None),
    "status_read": ("whatsapp", "read", None),
    "status_failed_outside_window": ("whatsapp", "failed", WindowClosed),
    "status_undelivered_unknown_handset": ("sms", "failed", AddressUnreachable),
    "status_undelivered_opted_out": ("sms", "failed", AddressStopped),
    "status_failed_without_code": ("sms", "failed", SendGivenUp),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_read(name: str, twilio: TwilioChannel) -> None:
    body = payload("twilio", name)
    (found,) = twilio.read(twilio_request(body))
    assert isinstance(found, IncomingMessage)
    assert found == IncomingMessage(provider_id=found.provider_id, **MESSAGES[name])
    assert f"MessageSid={found.provider_id}&".encode() in body


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_report_is_read(name: str, twilio: TwilioChannel) -> None:
    (found,) = twilio.read(twilio_request(payload("twilio", name), "/channels/twilio/status?part=abc.0"))
    assert isinstance(found, Receipt)
    channel, state, failure = RECEIPTS[name]
    assert (found.channel, found.state, found.reference) == (channel, state, "abc.0")
    assert type(found.failure) is (failure or type(None))


@pytest.mark.parametrize("name", ["messenger_text", "status_queued", "status_sending"])
def test_what_is_known_and_not_supported_is_nothing(name: str, twilio: TwilioChannel) -> None:
    assert not twilio.read(twilio_request(payload("twilio", name)))


@pytest.mark.parametrize("body", [b"", b"Body=hello", b"From=%2B974&Body=x", b"MessageStatus=sent&To=%2B974", b"\xff"])
def test_what_lacks_the_essential_is_malformed(body: bytes, twilio: TwilioChannel) -> None:
    with pytest.raises(WebhookMalformed):
        twilio.read(WebhookRequest("POST", "/channels/twilio", {}, body))


@pytest.mark.parametrize("name", [*MESSAGES, *RECEIPTS])
def test_the_signature_is_over_every_field(name: str, twilio: TwilioChannel) -> None:
    """Also over blank ones, over spaces around the text, over Arabic letters and emoji."""
    body = payload("twilio", name)
    twilio.verify(twilio_request(body))
    signature = twilio_request(body).headers["x-twilio-signature"]
    for changed in (body + b"&More=x", body.replace(b"AccountSid=AC0", b"AccountSid=AC1"), body[1:]):
        with pytest.raises(WebhookRefused):
            twilio.verify(twilio_request(changed, **{"x-twilio-signature": signature}))


def test_the_address_is_the_public_one_with_its_query(settings_body: bytes, twilio: TwilioChannel) -> None:
    path = "/channels/twilio?bodySHA256=x&a=%D8%B9"
    twilio.verify(twilio_request(settings_body, path))
    for other in ("/channels/twilio", "/channels/twilio/?bodySHA256=x&a=%D8%B9", "/channels/twilio?bodySHA256=x"):
        with pytest.raises(WebhookRefused):
            signature = twilio_request(settings_body, path).headers["x-twilio-signature"]
            twilio.verify(twilio_request(settings_body, other, **{"x-twilio-signature": signature}))


@pytest.fixture
def settings_body() -> bytes:
    return payload("twilio", "sms_text_with_blank_fields")


@pytest.mark.parametrize("public", [BASE_URL, BASE_URL + "/", BASE_URL + ":443"])
def test_behind_a_proxy_the_settings_know_the_address(public: str, wording: Wording, settings_body: bytes) -> None:
    """The process itself hears plain http on another port."""
    channel = TwilioChannel(settings_for(public_base_url=public), wording)
    channel.verify(twilio_request(settings_body))
    channel.close()


def test_another_scheme_or_host_is_refused(wording: Wording, settings_body: bytes) -> None:
    for public in ("http://sanad.example.org", "https://sanad.example.com", "https://sanad.example.org/behind"):
        channel = TwilioChannel(settings_for(public_base_url=public), wording)
        with pytest.raises(WebhookRefused):
            channel.verify(twilio_request(settings_body))
        channel.close()


def test_during_a_rotation_both_tokens_sign(wording: Wording) -> None:
    channel = TwilioChannel(settings_for(twilio_auth_token="new-token, old-token"), wording)
    url, fields = BASE_URL + "/channels/twilio", {"From": "+97450000002", "MessageSid": "SM1", "Body": "ok"}
    body = b"From=%2B97450000002&MessageSid=SM1&Body=ok"
    for token in ("new-token", "old-token"):
        channel.verify(twilio_request(body, **{"x-twilio-signature": sign(url, fields, token)}))
    for token in ("new-token, old-token", "fake-twilio-token", ""):
        with pytest.raises(WebhookRefused):
            channel.verify(twilio_request(body, **{"x-twilio-signature": sign(url, fields, token)}))
    channel.close()


def test_the_next_token_may_have_its_own_setting(wording: Wording) -> None:
    channel = TwilioChannel(settings_for(twilio_auth_token="now", twilio_auth_token_next="next"), wording)
    url, fields = BASE_URL + "/channels/twilio", {"From": "+97450000002", "MessageSid": "SM1", "Body": "ok"}
    body = b"From=%2B97450000002&MessageSid=SM1&Body=ok"
    for token in ("now", "next"):
        channel.verify(twilio_request(body, **{"x-twilio-signature": sign(url, fields, token)}))
    with pytest.raises(WebhookRefused):
        channel.verify(twilio_request(body, **{"x-twilio-signature": sign(url, fields, "before")}))
    channel.close()


def test_a_field_that_comes_twice_is_signed_twice(twilio: TwilioChannel) -> None:
    url = BASE_URL + "/channels/twilio"
    signature = sign(url, {"A": "1A2", "From": "+974"})  # name and value of each, in order
    twilio.verify(twilio_request(b"A=2&From=%2B974&A=1", **{"x-twilio-signature": signature}))


@pytest.mark.parametrize("signature", ["", "x", "é" * 28, "=" * 28])
def test_without_a_right_signature_nothing_passes(signature: str, twilio: TwilioChannel, settings_body: bytes) -> None:
    with pytest.raises(WebhookRefused):
        twilio.verify(twilio_request(settings_body, **{"x-twilio-signature": signature}))
    with pytest.raises(WebhookRefused):
        twilio.verify(WebhookRequest("POST", "/channels/twilio", {}, settings_body))
