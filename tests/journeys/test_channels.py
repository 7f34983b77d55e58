"""The same answers over WhatsApp, SMS and Telegram, by the providers' rules."""

import httpx

from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio, inbound_fields
from tests.running import RunningHelpline


def test_whatsapp_gets_the_answer_and_a_number_picks_a_choice(helpline: RunningHelpline, twilio: FakeTwilio) -> None:
    twilio.clear()
    sender = "whatsapp:+96512345678"
    assert twilio.post_message(helpline.url, sender, "my boss took my passport").status_code == 200
    answer, asked, welcome = twilio.wait_for(sender, 3, seconds=30)
    assert "2026" in answer and "STOP" in welcome
    number = next(line.split(".")[0] for line in asked.splitlines() if "Kuwait" in line)
    twilio.post_message(helpline.url, sender, number)
    assert "Kuwait" in twilio.wait_for(sender, 4, seconds=30)[3]


def test_sms_gets_the_short_text(helpline: RunningHelpline, twilio: FakeTwilio) -> None:
    twilio.clear()
    twilio.post_message(helpline.url, "+96512345679", "my boss took my passport, I am in Kuwait")
    answer, welcome = twilio.wait_for("+96512345679", 2, seconds=30)
    assert len(answer) < 700 and len(welcome) <= 306


def test_telegram_gets_the_answer_and_a_tap_picks_a_choice(helpline: RunningHelpline, telegram: FakeTelegram) -> None:
    telegram.clear()
    assert telegram.post_message(helpline.url, 4711, "mon patron a pris mon passeport").status_code == 200
    _, asked, _ = telegram.wait_for(4711, 3, seconds=30)
    assert telegram.tap(helpline.url, asked, "Koweït").status_code == 200
    assert "Koweït" in telegram.wait_for(4711, 4, seconds=30)[3].text


def test_a_wrong_signature_or_secret_is_refused(
    helpline: RunningHelpline, twilio: FakeTwilio, telegram: FakeTelegram
) -> None:
    fields = inbound_fields("whatsapp:+96512345670", "hello")
    assert twilio.post_signed(f"{helpline.url}/channels/twilio", fields, token="wrong").status_code == 403
    assert httpx.post(f"{helpline.url}/channels/twilio", data=fields).status_code == 403
    update = {"update_id": 1, "message": telegram.message_data(99)}
    assert telegram.post_update(helpline.url, update, secret="wrong").status_code == 403


def test_the_same_webhook_three_times_is_answered_once(helpline: RunningHelpline, twilio: FakeTwilio) -> None:
    twilio.clear()
    sender = "whatsapp:+96512345671"
    fields = inbound_fields(sender, "hello")
    for _ in range(3):
        assert twilio.post_signed(f"{helpline.url}/channels/twilio", fields).status_code == 200
    twilio.wait_for(sender, 2, seconds=30)  # who we are, and what can be asked
    fields = inbound_fields(sender, "thanks")
    twilio.post_signed(f"{helpline.url}/channels/twilio", fields)
    assert len(twilio.wait_for(sender, 3, seconds=30)) == 3
