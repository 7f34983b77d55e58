from pathlib import Path

import pytest

from helpline.content.wording import read_commands
from helpline.domain.commands import Command, CommandWords


@pytest.fixture(scope="module")
def commands() -> CommandWords:
    return read_commands(Path("content"))


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("STOP", Command.STOP),
        ("stop.", Command.STOP),
        ("توقف", Command.STOP),
        ("arrêt", Command.STOP),
        ("Language", Command.LANGUAGE),
        ("لُغة", Command.LANGUAGE),
        ("can I talk to someone?", Command.PERSON),
        ("Je veux parler à quelqu’un", Command.PERSON),
        ("شخص", Command.PERSON),
        ("delete my data", Command.DELETE),
        ("mon dossier", Command.STATUS),
    ],
)
def test_command_words_are_recognised(commands: CommandWords, text: str, command: Command) -> None:
    assert commands.recognise(text) is command


@pytest.mark.parametrize(
    "text", ["they do not stop beating me", "my boss wants to stop my visa", "which language is my contract in"]
)
def test_a_sentence_that_holds_a_command_word_is_no_command(commands: CommandWords, text: str) -> None:
    assert commands.recognise(text) is None
