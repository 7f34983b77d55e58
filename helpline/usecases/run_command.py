"""Carries out a command word. Works in every language and also when Rasa is down."""

from helpline.domain.commands import Command
from helpline.domain.conversations import Owner
from helpline.domain.effects import Effect
from helpline.domain.languages import SERVED
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.usecases.turn import Turn


def run_command(turn: Turn, command: Command) -> Outcome:
    """While staff own the conversation only stop and start are answered; the rest is for the staff member to read."""
    if turn.conversation.owner is Owner.STAFF and command not in (Command.STOP, Command.START):
        return Outcome()
    replies, effects = _REACTIONS[command]
    if command is Command.BOT and turn.conversation.owner is Owner.BOT:
        replies, effects = (Reply("wording", "menu", choices=_MENU),), ()
    return Outcome(replies, effects, Understanding(topic=command.value, confidence=1.0, decided_by="command"))


def change_language(turn: Turn, language: str) -> Outcome:
    """An explicit choice, which nothing but another choice changes. Silent while staff own the conversation."""
    if language not in SERVED:
        return Outcome(replies=(Reply("wording", "language_not_served", choices=_LANGUAGES),))
    is_silent = turn.conversation.owner is Owner.STAFF
    return Outcome(
        replies=() if is_silent else (Reply("wording", "language_set"),),
        effects=(Effect("set_language", {"language": language}),),
        understanding=Understanding(topic="change_language", confidence=1.0, decided_by="command"),
    )


_MENU = ("passport_retention", "unpaid_wages", "recruitment_fees", "talk_to_human")
_LANGUAGES = tuple(f"change_language:{code}" for code in SERVED)
_ASK_PERSON = {"topic": "talk_to_human", "reason": "asked", "priority": "normal"}

_REACTIONS: dict[Command, tuple[tuple[Reply, ...], tuple[Effect, ...]]] = {
    Command.STOP: ((Reply("wording", "stopped"),), (Effect("stop"),)),
    Command.START: ((Reply("wording", "started", choices=_MENU),), (Effect("start"),)),
    Command.DELETE: ((Reply("wording", "confirm_erase", choices=("erase_me", "menu")),), ()),
    Command.STATUS: ((), (Effect("show_case_status"),)),
    Command.LANGUAGE: ((Reply("wording", "choose_language", choices=_LANGUAGES),), ()),
    Command.PERSON: ((Reply("wording", "handed_over"),), (Effect("open_case", _ASK_PERSON),)),
    Command.BOT: ((Reply("wording", "back_with_bot", choices=_MENU),), (Effect("back_to_bot"),)),
    Command.ERASE: ((Reply("wording", "erased"),), (Effect("erase_me"),)),
}
