"""Choices on WhatsApp: buttons or a list where the templates are there, numbers everywhere else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.channels.twilio import TwilioChannel
from helpline.cli.twilio_templates import make_templates
from helpline.content.wording import Wording
from helpline.domain.messages import Choice, OutgoingMessage
from helpline.domain.sending import AddressStopped, Part
from helpline.errors import SettingsError
from helpline.settings import Settings
from tests.channels.people import NUMBER, settings_for
from tests.fakes.script import Refuse
from tests.fakes.twilio import FakeTwilio

TWO = (Choice("Yes, erase it", "erase_me"), Choice("No, go back", "menu"))
FIVE = tuple(Choice(f"Topic number {number}", f"topic_{number}") for number in range(1, 6))
REFERENCE = "0b5e4b0e-4c55-4f0e-9d55-000000000001.0"


@pytest.fixture
def with_templates(fake_twilio: FakeTwilio, wording: Wording, tmp_path: Path) -> Settings:
    """All templates are at the fake, and noted as the command line notes them."""
    data: dict[str, dict[str | int, object]] = {"waiting": {}, "quick_reply": {}, "lists": {}}
    for template in make_templates(wording):
        sent = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in template.payload().items()
        }
        sid = fake_twilio.contents.answer("POST", "", sent).body["sid"]
        if template.group == "lists":
            data["lists"].setdefault(template.language, {})[template.count] = sid  # type: ignore[index]
        else:
            data[template.group][template.count or template.language] = sid
    path = tmp_path / "templates.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return settings_for(twilio_api_url=fake_twilio.url, twilio_templates=path)


@pytest.fixture
def channel(with_templates: Settings, wording: Wording) -> Iterator[TwilioChannel]:
    channel = TwilioChannel(with_templates, wording)
    yield channel
    channel.close()


def send(channel: TwilioChannel, message: OutgoingMessage) -> list[Part]:
    parts = list(channel.parts("whatsapp", message))
    for part in parts:
        channel.send("whatsapp", NUMBER, part, reference=REFERENCE)
    return parts


def test_up_to_three_short_choices_are_buttons(channel: TwilioChannel, fake_twilio: FakeTwilio) -> None:
    send(channel, OutgoingMessage("Do you want everything erased?", "en", choices=TWO))
    (message,) = fake_twilio.messages
    shown = fake_twilio.contents.show(message)
    assert message.body == "Do you want everything erased?"
    assert [(button.label, button.value) for button in shown.buttons] == [
        ("Yes, erase it", "erase_me"),
        ("No, go back", "menu"),
    ]
    assert "1." not in message.body


def test_more_or_longer_choices_are_a_list(channel: TwilioChannel, fake_twilio: FakeTwilio) -> None:
    send(channel, OutgoingMessage("Which one?", "en", choices=FIVE))
    longer = (Choice("A label of 22 letters.", "a"), Choice("Short", "b"))
    send(channel, OutgoingMessage("Which one?", "en", choices=longer))
    assert [len(fake_twilio.contents.show(message).buttons) for message in fake_twilio.messages] == [5, 2]
    assert {
        button.kind for message in fake_twilio.messages for button in fake_twilio.contents.show(message).buttons
    } == {"list"}


def test_under_a_long_answer_the_buttons_have_a_line_of_their_own(
    channel: TwilioChannel, fake_twilio: FakeTwilio
) -> None:
    text = "First paragraph.\n\nSecond paragraph."
    send(channel, OutgoingMessage(text, "en", choices=TWO))
    assert [message.body for message in fake_twilio.messages] == [text, "Please choose:"]
    assert not fake_twilio.messages[0].content_sid and fake_twilio.messages[1].content_sid


@pytest.mark.parametrize(
    "choices",
    [(Choice("A label that is longer than any button", "x"), *TWO), tuple(Choice(f"{n}", f"v{n}") for n in range(11))],
    ids=["too long", "too many"],
)
def test_what_fits_no_template_is_numbered(
    channel: TwilioChannel, fake_twilio: FakeTwilio, choices: tuple[Choice, ...]
) -> None:
    send(channel, OutgoingMessage("Which one?", "en", choices=choices))
    (message,) = fake_twilio.messages
    assert not message.content_sid
    assert f"{len(choices)}. {choices[-1].label}" in message.body


@pytest.mark.parametrize("code", [21655, 21656, 63013])
def test_a_template_that_twilio_refuses_becomes_numbers(
    channel: TwilioChannel, fake_twilio: FakeTwilio, code: int
) -> None:
    fake_twilio.script.add(Refuse(400, code))
    send(channel, OutgoingMessage("Which one?", "en", choices=TWO, first_number=4))
    (message,) = fake_twilio.messages
    assert message.body == "Which one?\n4. Yes, erase it\n5. No, go back"


def test_what_the_person_forbade_is_not_tried_again_as_text(channel: TwilioChannel, fake_twilio: FakeTwilio) -> None:
    fake_twilio.script.add(Refuse(400, 21610))
    with pytest.raises(AddressStopped):
        send(channel, OutgoingMessage("Which one?", "en", choices=TWO))
    assert fake_twilio.messages == []


def test_numbers_go_on_over_several_messages(twilio: TwilioChannel) -> None:
    (part,) = twilio.parts("whatsapp", OutgoingMessage("Which one?", "en", choices=TWO, first_number=3))
    assert part.text.endswith("3. Yes, erase it\n4. No, go back")


@pytest.mark.parametrize("text", ["- a list", "waiting: [1, 2]", "quick_reply: {a: HX1}", "waiting: {en: {]"])
def test_a_file_that_is_not_ours_is_named(tmp_path: Path, wording: Wording, text: str) -> None:
    path = tmp_path / "templates.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="templates.yml"):
        TwilioChannel(settings_for(twilio_templates=path), wording)
