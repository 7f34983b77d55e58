"""Several messages of one turn offer choices together: their numbers go on, on every channel that writes numbers."""

from itertools import product

import pytest

from bot.channels.render import render_text
from bot.channels.render_sms import render_sms
from bot.channels.twilio import TwilioChannel
from helpline.content.wording import Wording
from helpline.domain.messages import Choice, OutgoingMessage
from tests.channels.people import settings_for


def turn(counts: tuple[int, ...], language: str) -> list[OutgoingMessage]:
    """Messages as `commit_turn` numbers them."""
    messages, first = [], 1
    for place, count in enumerate(counts):
        choices = tuple(Choice(f"c{place}{number}", f"v{place}{number}") for number in range(count))
        messages.append(OutgoingMessage(f"text {place}", language, choices=choices, first_number=first))
        first += count
    return messages


def numbers_in(texts: list[str]) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line[:1].isdigit()]


@pytest.mark.parametrize("counts", list(product((0, 1, 3), repeat=3)))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_go_on_from_message_to_message(counts: tuple[int, ...], language: str, wording: Wording) -> None:
    messages = turn(counts, language)
    offered = [choice.label for message in messages for choice in message.choices]
    expected = [f"{number}. {label}" for number, label in enumerate(offered, start=1)]
    assert numbers_in([render_sms(message, wording) for message in messages]) == expected
    assert numbers_in([render_text(message, wording, numbered=True) for message in messages]) == expected


@pytest.mark.parametrize("counts", [(3, 2), (1, 3), (2, 0, 2)])
def test_what_stands_in_for_buttons_has_the_same_numbers(
    counts: tuple[int, ...], wording: Wording, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("templates") / "templates.yml"
    path.write_text("quick_reply: {1: HX1, 2: HX2, 3: HX3}")
    channel = TwilioChannel(settings_for(twilio_templates=path), wording)
    parts = [channel.parts("whatsapp", message)[-1] for message in turn(counts, "en")]
    channel.close()
    offered = [choice.label for part in parts for choice in part.choices]
    assert numbers_in([part.fallback for part in parts]) == [
        f"{n}. {label}" for n, label in enumerate(offered, start=1)
    ]
    assert numbers_in([part.text for part in parts]) == []
