"""Carries out a command word. Works in every language and also when Rasa is down."""

from helpline.domain.commands import Command
from helpline.domain.consent import Kind, Source
from helpline.domain.conversations import Owner
from helpline.domain.effects import Effect
from helpline.domain.languages import SERVED
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.usecases.turn import Turn


def run_command(turn: Turn, command: Command) -> Outcome:
    """While staff own the conversation only a few are answered; the rest is for the staff member to read."""
    if turn.conversation.owner is Owner.STAFF and command not in _NOT_FOR_STAFF:
        return Outcome()
    if command in (Command.STOP, Command.START, Command.HELP):
        replies, effects = _opt_out(turn, command)
    elif command is Command.BOT and turn.conversation.owner is Owner.BOT:
        replies, effects = (Reply("wording", "menu", choices=MENU),), ()
    else:
        replies, effects = _REACTIONS[command]
    return Outcome(replies, effects, Understanding(topic=command.value, confidence=1.0, decided_by="command"))


def _opt_out(turn: Turn, command: Command) -> tuple[tuple[Reply, ...], tuple[Effect, ...]]:
    """What the provider has answered itself gets no second answer, and a second STOP no second confirmation."""
    if command is Command.HELP:
        status = (Effect("show_case_status"),) if turn.conversation.owner is Owner.QUEUE else ()
        return (() if turn.is_answered else (_HELP,)), status
    effects = (Effect(command.value, {"source": _source(turn)}),)
    if command is Command.STOP:
        is_silent = turn.is_answered or turn.was_stopped
        return (() if is_silent else (Reply("wording", "stopped"),)), effects
    back = Reply("wording", "started" if turn.was_stopped else "greeting", choices=MENU)
    return (() if turn.is_answered else (back,)), effects


def _source(turn: Turn) -> str:
    if turn.is_answered:
        return Source.PROVIDER
    return Source.CHOICE if turn.choice else Source.WORD


def change_language(turn: Turn, language: str) -> Outcome:
    """An explicit choice, which nothing but another choice changes. Silent while staff own the conversation."""
    if language not in SERVED:
        return Outcome(replies=(Reply("wording", "language_not_served", choices=LANGUAGES),))
    is_silent = turn.conversation.owner is Owner.STAFF
    return Outcome(
        replies=() if is_silent else (Reply("wording", "language_set"),),
        effects=(Effect("set_language", {"language": language}),),
        understanding=Understanding(topic="change_language", confidence=1.0, decided_by="command"),
    )


# Only the program can carry them out: whether we may write, which chats are one person's, what is stored and allowed.
_NOT_FOR_STAFF = frozenset(
    {
        *(Command.STOP, Command.START, Command.LINK, Command.LINK_YES, Command.LINK_NO, Command.UNLINK),
        *(Command.DELETE, Command.ERASE, Command.ERASE_ALL, Command.KEEP, Command.MY_DATA),
        *(Command.AGREE_ANSWER, Command.AGREE_FOLLOW_UP, Command.AGREE_LEARNING),
    }
)
MENU = ("passport_retention", "unpaid_wages", "recruitment_fees", "talk_to_human")
LANGUAGES = tuple(f"change_language:{code}" for code in SERVED)
_HELP = Reply("wording", "help", choices=("talk_to_human", "my_data"))
_ASK_PERSON = {"topic": "talk_to_human", "reason": "asked", "priority": "normal"}


def _agree(kind: Kind) -> Effect:
    return Effect("agree", {"kind": kind.value, "source": Source.CHOICE.value})


_REACTIONS: dict[Command, tuple[tuple[Reply, ...], tuple[Effect, ...]]] = {
    Command.DELETE: ((), (Effect("ask_erase"),)),
    Command.STATUS: ((), (Effect("show_case_status"),)),
    Command.LANGUAGE: ((Reply("wording", "choose_language", choices=LANGUAGES),), ()),
    Command.PERSON: ((Reply("wording", "handed_over"),), (Effect("open_case", _ASK_PERSON),)),
    Command.BOT: ((Reply("wording", "back_with_bot", choices=MENU),), (Effect("back_to_bot"),)),
    # Nothing is left then to say anything in; where nothing is erased yet, the effect says why.
    Command.ERASE: ((), (Effect("erase_me"),)),
    Command.ERASE_ALL: ((), (Effect("erase_me", {"chats": "all"}),)),
    Command.KEEP: ((Reply("wording", "nothing_erased"),), ()),
    Command.MY_DATA: ((), (Effect("show_my_data"),)),
    Command.OPEN: ((), (Effect("open_messages"),)),
    Command.MORE: ((Reply("more", ""),), ()),
    Command.AGREE_ANSWER: ((Reply("wording", "agreed_answer"),), (_agree(Kind.ANSWER),)),
    Command.AGREE_FOLLOW_UP: ((Reply("wording", "agreed_follow_up"),), (_agree(Kind.FOLLOW_UP),)),
    Command.AGREE_LEARNING: ((Reply("wording", "agreed_learning"),), (_agree(Kind.LEARNING),)),
    Command.LINK: ((), (Effect("offer_link_code"),)),
    Command.LINK_YES: ((), (Effect("link"),)),
    Command.LINK_NO: ((), (Effect("refuse_link"),)),
    Command.UNLINK: ((), (Effect("unlink"),)),
}
