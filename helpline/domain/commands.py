"""Words that work in every language, whatever the brain thinks: stop, language, a person, status, delete …"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from helpline.domain.normal_form import words_of

_LONGEST_COMMAND_WORDS = 5


class Command(StrEnum):
    STOP = "stop"
    START = "start"
    DELETE = "delete_my_data"
    STATUS = "case_status"
    LANGUAGE = "change_language"
    PERSON = "talk_to_human"
    BOT = "back_to_bot"
    ERASE = "erase_me"


class CommandWords:
    """Recognises a message that is nothing but a command; a longer text is for the brain."""

    def __init__(self, phrases: Mapping[Command, Iterable[str]]) -> None:
        self._commands = {
            " ".join(words_of(phrase)): command for command, options in phrases.items() for phrase in options
        }

    def recognise(self, text: str) -> Command | None:
        if len(text) > 80:
            return None
        words = words_of(text)
        return self._commands.get(" ".join(words)) if len(words) <= _LONGEST_COMMAND_WORDS else None
