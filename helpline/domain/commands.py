"""Words that work in every language, whatever the brain thinks: stop, language, a person, status, delete …"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from helpline.domain.normal_form import words_of

_LONGEST_COMMAND_WORDS = 5
_LONGEST_COMMAND_CHARACTERS = 80


class Command(StrEnum):
    STOP = "stop"
    START = "start"
    DELETE = "delete_my_data"
    STATUS = "case_status"
    LANGUAGE = "change_language"
    PERSON = "talk_to_human"
    BOT = "back_to_bot"
    ERASE = "erase_me"
    ERASE_ALL = "erase_all_chats"
    KEEP = "keep_my_data"
    HELP = "help"
    MY_DATA = "my_data"
    OPEN = "open_messages"
    MORE = "more"
    AGREE_ANSWER = "agree_answer"
    AGREE_FOLLOW_UP = "agree_follow_up"
    AGREE_LEARNING = "agree_learning"
    LINK = "link_chats"
    LINK_YES = "link_yes"
    LINK_NO = "link_no"
    UNLINK = "unlink_chats"


# They can only be tapped: nobody should agree to anything by a word that they write for another reason.
ONLY_TAPPED = frozenset(
    {
        Command.ERASE,
        Command.ERASE_ALL,
        Command.KEEP,
        Command.AGREE_ANSWER,
        Command.AGREE_FOLLOW_UP,
        Command.AGREE_LEARNING,
        Command.LINK_YES,
        Command.LINK_NO,
    }
)


class CommandWords:
    """Recognises a message that is nothing but a command; a longer text is for the brain.

    `obeyed_on_sms` are words that the carrier side acts upon by itself, whatever we make of them.
    """

    def __init__(
        self,
        phrases: Mapping[Command, Iterable[str]],
        obeyed_on_sms: Mapping[Command, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        self._commands = _by_form(phrases)
        self._obeyed_on_sms = _by_form(obeyed_on_sms)

    def recognise(self, text: str, channel: str = "", *, is_stopped: bool = False) -> Command | None:
        """`is_stopped`: YES only means START for somebody who said STOP."""
        form = _form(text)
        found = self._commands.get(form)
        if found or channel != "sms":
            return found
        obeyed = self._obeyed_on_sms.get(form)
        return None if obeyed is Command.START and not is_stopped else obeyed

    def stops_at_carrier(self, text: str, channel: str) -> bool:
        """Whether this very word, on SMS, was confirmed before it reached us, and nothing of ours gets through."""
        return channel == "sms" and self._obeyed_on_sms.get(_form(text)) is Command.STOP


def _by_form(phrases: Mapping[Command, Iterable[str]]) -> dict[str, Command]:
    return {" ".join(words_of(phrase)): command for command, options in phrases.items() for phrase in options}


def _form(text: str) -> str:
    """Empty for what is too long to be a command."""
    words = words_of(text) if len(text) <= _LONGEST_COMMAND_CHARACTERS else []
    return " ".join(words) if len(words) <= _LONGEST_COMMAND_WORDS else ""
