"""Updates with fields of other types than Telegram's, which `make fuzz` found to break something once."""

import json
from typing import Any

import pytest

from bot.channels.channel import WebhookMalformed
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_updates import event_of, read_update
from tests.channels.people import payload, telegram_request


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("message_text", "message.chat.id", {"a": 1}),
        ("message_text", "message.from.id", [1]),
        ("message_text", "update_id", "5"),
        ("message_text", "update_id", 10**30),
        ("message_text", "message.text", [None]),
        ("tap", "callback_query.from.language_code", ["en", "en"]),
        ("tap", "callback_query.id", ["1"]),
        ("blocked_by_person", "my_chat_member", {}),
        ("blocked_by_person", "my_chat_member.date", None),
        ("blocked_by_person", "my_chat_member.date", 2**62),
        ("blocked_by_person", "my_chat_member.date", 253_402_300_799),
    ],
)
def test_a_field_of_another_type_is_malformed(name: str, path: str, value: Any) -> None:
    update = json.loads(payload("telegram", name))
    *parents, last = path.split(".")
    node = update
    for parent in parents:
        node = node[parent]
    node[last] = value
    if value is None:
        del node[last]
    with pytest.raises(WebhookMalformed):
        event_of(read_update(json.dumps(update).encode()))


def test_a_tap_whose_id_is_half_a_letter_can_be_answered(telegram: TelegramChannel) -> None:
    body = payload("telegram", "tap").replace(b"3006477107190000001", b"\\ud800")
    assert json.loads(telegram.reply(telegram_request(body)).body)["callback_query_id"] == "\ud800"
