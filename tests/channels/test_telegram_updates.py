"""Telegram's updates as it documents them, and its secret."""

import json
from typing import Any

import pytest

from bot.channels.channel import WebhookMalformed, WebhookRefused
from bot.channels.telegram import TelegramChannel
from helpline.domain.chat_events import Block, GroupNotice
from helpline.domain.messages import IncomingMessage, Media
from tests.channels.people import payload, telegram_request

MESSAGES: dict[str, dict[str, Any]] = {
    "message_text": {"text": "My boss keeps my passport"},
    "message_arabic": {"text": "صاحب العمل يحتفظ بجواز سفري 😟", "language_hint": "ar"},
    "message_unserved_language": {"text": "मेरा पासपोर्ट", "language_hint": ""},
    "command_start": {"text": "/start"},
    "photo_with_caption": {"text": "my contract", "media": (Media("photo", "AgACAgQAAxkBAAIlarge", "image/jpeg"),)},
    "voice": {"media": (Media("voice", "AwACAgQAAxkBAAIvoice", "audio/ogg"),)},
    "document": {"media": (Media("document", "BQACAgQAAxkBAAIdoc", "application/pdf", "contract.pdf"),)},
    "location": {"media": (Media("location", "25.285447,51.53104"),)},
    "contact": {"media": (Media("contact", "+97450000003", name="Sita"),)},
    "sticker": {"media": (Media("sticker", "CAACAgQAAxkBAAIsticker"),)},
    "edited_message": {"text": "My boss keeps my passport and my phone", "edits": "11"},
    "tap": {"choice": "feedback_positive:passport_retention.QA.employer"},
    "tap_on_old_message": {"choice": "talk_to_human"},
    "tap_on_number": {"text": "3"},
}
IGNORED = ("channel_post", "left_group", "pinned_message", "tap_in_group")
GROUP = GroupNotice("telegram", "-1001234567890")


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_or_a_tap_is_read(name: str, telegram: TelegramChannel) -> None:
    body = payload("telegram", name)
    expected = {"language_hint": "en"} | MESSAGES[name]
    update_id = str(json.loads(body)["update_id"])
    assert list(telegram.read(telegram_request(body))) == [
        IncomingMessage("telegram", provider_id=update_id, address="700000001", **expected)
    ]


def test_a_message_has_the_name_by_which_an_edit_calls_it(telegram: TelegramChannel) -> None:
    (found,) = telegram.read(telegram_request(payload("telegram", "message_text")))
    assert isinstance(found, IncomingMessage)
    assert found.reference == str(json.loads(payload("telegram", "message_text"))["message"]["message_id"])


def test_a_place_that_moves_is_nothing_new(telegram: TelegramChannel) -> None:
    update = json.loads(payload("telegram", "location"))
    update["edited_message"] = update.pop("message")
    assert not telegram.read(telegram_request(json.dumps(update).encode()))


@pytest.mark.parametrize(("name", "is_blocked"), [("blocked_by_person", True), ("unblocked_by_person", False)])
def test_a_block_and_its_end_are_read(name: str, is_blocked: bool, telegram: TelegramChannel) -> None:
    (found,) = telegram.read(telegram_request(payload("telegram", name)))
    assert isinstance(found, Block)
    assert (found.address, found.is_blocked, int(found.at.timestamp())) == ("700000001", is_blocked, 1796054400)


@pytest.mark.parametrize("name", ["group_message", "joined_by_invitation", "added_to_group"])
def test_a_group_is_told_once_and_left(name: str, telegram: TelegramChannel) -> None:
    request = telegram_request(payload("telegram", name))
    assert list(telegram.read(request)) == [GROUP]
    told, left = (json.loads(telegram.reply(request, was_told=known).body) for known in (False, True))
    assert (told["method"], told["chat_id"]) == ("sendMessage", GROUP.address) and "private" in told["text"]
    assert left == {"method": "leaveChat", "chat_id": GROUP.address}


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_no_message_and_no_block_is_nothing(name: str, telegram: TelegramChannel) -> None:
    assert not telegram.read(telegram_request(payload("telegram", name)))


@pytest.mark.parametrize("name", ["tap", "tap_on_old_message", "tap_on_number", "tap_in_group"])
def test_a_tap_is_acknowledged_in_the_answer(name: str, telegram: TelegramChannel) -> None:
    body = payload("telegram", name)
    reply = telegram.reply(telegram_request(body))
    assert json.loads(reply.body) == {
        "method": "answerCallbackQuery",
        "callback_query_id": json.loads(body)["callback_query"]["id"],
    }


def test_anything_else_is_answered_with_nothing(telegram: TelegramChannel) -> None:
    reply = telegram.reply(telegram_request(payload("telegram", "message_text")))
    assert (reply.media_type, reply.body) == ("application/json", b"{}")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"3", b"null", b'"x"', b"{}", b"{", b"\xff", b'{"update_id": 1, "message": 3}', b"[" * 50_000]
)
def test_what_is_no_update_is_malformed(body: bytes, telegram: TelegramChannel) -> None:
    with pytest.raises(WebhookMalformed):
        telegram.read(telegram_request(body))


@pytest.mark.parametrize("secret", ["", "fake-telegram-secre", "fake-telegram-secret ", "Fake-telegram-secret", "é"])
def test_without_the_secret_nothing_passes(secret: str, telegram: TelegramChannel) -> None:
    body = payload("telegram", "message_text")
    telegram.verify(telegram_request(body))
    with pytest.raises(WebhookRefused):
        telegram.verify(telegram_request(body, **{"x-telegram-bot-api-secret-token": secret}))
