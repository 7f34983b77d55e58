"""What we send to Telegram, and what its refusals mean."""

from datetime import timedelta

import pytest

from bot.channels.telegram import TelegramChannel
from helpline.content.wording import Wording
from helpline.domain.choices import short_id
from helpline.domain.messages import Choice, OutgoingMessage
from helpline.domain.sending import AddressUnreachable, Part, SendFailed, SendGivenUp, SendUnknown
from tests.channels.people import CHAT_ID, settings_for
from tests.fakes.script import Break, Refuse
from tests.fakes.telegram import FakeTelegram


def send(channel: TelegramChannel, part: Part = Part("Hello"), address: str = str(CHAT_ID)) -> str:  # noqa: B008  # frozen
    return channel.send("telegram", address, part, reference="x")


def test_choices_become_buttons_with_their_values(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    choices = (Choice("قطر", "give_country:QA"), Choice("Long", "x" * 65), Choice("Just fits", "y" * 64))
    (part,) = telegram.parts("telegram", OutgoingMessage("أين تعمل؟", "ar", choices=choices))
    assert send(telegram, part) == str(fake_telegram.messages[0].message_id)
    assert fake_telegram.messages[0].text == "أين تعمل؟"
    assert fake_telegram.messages[0].buttons == {
        "قطر": "give_country:QA",
        "Long": short_id("x" * 65),
        "Just fits": "y" * 64,
    }


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (Refuse(403, description="Forbidden: bot was blocked by the user"), AddressUnreachable),
        (Refuse(403, description="Forbidden: user is deactivated"), AddressUnreachable),
        (Refuse(400, description="Bad Request: chat not found"), AddressUnreachable),
        (Refuse(400, description="Bad Request: can't parse entities"), SendGivenUp),
        (Refuse(400, description="Bad Request: BUTTON_DATA_INVALID"), SendGivenUp),
        (Refuse(401, description="Unauthorized"), SendFailed),
        (Refuse(404, description="Not Found"), SendFailed),
        (Refuse(409, description="Conflict: terminated by other getUpdates request"), SendGivenUp),
        (Refuse(500, description="Internal Server Error"), SendFailed),
        (Refuse(502, description="Bad Gateway"), SendFailed),
    ],
)
def test_each_refusal_has_its_meaning(
    refusal: Refuse, kind: type[SendFailed], telegram: TelegramChannel, fake_telegram: FakeTelegram
) -> None:
    fake_telegram.script.add(refusal)
    with pytest.raises(SendFailed) as caught:
        send(telegram)
    assert type(caught.value) is kind


def test_telegram_says_when_to_come_back(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.script.add(Refuse(429, description="Too Many Requests: retry after 35", retry_after=35))
    with pytest.raises(SendFailed) as caught:
        send(telegram)
    assert caught.value.retry_in == timedelta(seconds=35)


def test_a_connection_that_breaks_leaves_it_open(telegram: TelegramChannel, fake_telegram: FakeTelegram) -> None:
    fake_telegram.script.add(Break(takes_message=True))
    with pytest.raises(SendUnknown):
        send(telegram)


def test_it_can_be_used_from_several_threads_and_again_after_closing(
    wording: Wording, fake_telegram: FakeTelegram
) -> None:
    channel = TelegramChannel(settings_for(telegram_api_url=fake_telegram.url), wording)
    for text in ("one", "two"):
        send(channel, Part(text))
    channel.close()
    assert [message.text for message in fake_telegram.messages] == ["one", "two"]
