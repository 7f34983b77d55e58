"""Which of the offered choices a message picks, and what is said to a number or a tap that picks none."""

from dataclasses import dataclass

from helpline.domain.choices import Menus, chosen_by_label, chosen_by_number, value_tapped
from helpline.domain.commands import ONLY_TAPPED, Command
from helpline.domain.messages import Choice
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.run_command import MENU
from helpline.usecases.turn import Turn


@dataclass(frozen=True)
class Picked:
    """`value` is None when nothing was chosen; `missed` then names the sentence that explains it, where one is due,
    and `number` what was asked for."""

    value: str | None = None
    missed: str = ""
    number: str = ""

    @property
    def is_about_a_list(self) -> bool:
        return self.value is not None or bool(self.missed)


def read_choice(services: Services, tapped: str | None, text: str, menus: Menus) -> Picked:
    """`tapped` is the value or short id of a button, also of one far up in the chat."""
    if tapped:
        value = value_tapped(tapped, menus)
        if value is None:
            return Picked(missed="list_too_old")
        return Picked(value if _is_known(services, value) else None)
    number = services.choice_words.number_in(text)
    if number is not None:
        return _by_number(number, menus)
    chosen = _by_label(text, menus) or _by_word(services, text, menus)
    return Picked(chosen.value if chosen else None)


def is_about_a_list(services: Services, text: str, menus: Menus) -> bool:
    return read_choice(services, None, text, menus).is_about_a_list


def _by_number(number: int, menus: Menus) -> Picked:
    chosen = chosen_by_number(number, menus.present)
    if chosen or menus.expects_number:
        return Picked(chosen.value if chosen else None)
    return Picked(missed="no_such_number" if menus.present else "no_list", number=str(number))


def _by_label(text: str, menus: Menus) -> Choice | None:
    """A whole label names its choice also when it was offered a while ago."""
    found = (chosen_by_label(text, menu) for menu in menus.all())
    return next((choice for choice in found if choice), None)


def _by_word(services: Services, text: str, menus: Menus) -> Choice | None:
    """Never instead of a command or a sign of danger, and never to what must not be agreed to by chance."""
    chosen = services.choice_words.chosen_by_word(text, menus.present)
    if chosen is None or chosen.value in ONLY_TAPPED:
        return None
    if services.commands.recognise(text, "sms") or services.language_names.named_alone(text):
        return None
    return None if services.screen.examine(text) else chosen


def _is_known(services: Services, value: str) -> bool:
    intent = value.partition(":")[0]
    return intent in services.topics or intent in set(Command)


def explain_list(turn: Turn) -> Outcome:
    """The present choices once more, or where there are none the menu."""
    choices = tuple(choice.value for choice in turn.menus.present) or MENU
    reply = Reply("wording", turn.missed, {"number": turn.missed_number}, choices)
    return Outcome((reply,), understanding=Understanding(decided_by="choice"))
