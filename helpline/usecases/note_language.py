"""Says that the language changed by itself, and how to change it back."""

from dataclasses import replace

from helpline.domain.languages import SERVED
from helpline.domain.messages import Choice, OutgoingMessage
from helpline.domain.turns import Outcome
from helpline.services import Services
from helpline.usecases.turn import Turn


def note_language(
    services: Services, turn: Turn, outcome: Outcome, replies: list[OutgoingMessage]
) -> list[OutgoingMessage]:
    """Beneath the last reply, in the new language, with a choice in the old one; never beneath an alarm, and not where
    the person asked for the language and is told so anyway."""
    if any(effect.type == "set_language" for effect in outcome.effects):
        return replies
    before = turn.conversation.profile
    is_changed = before.language_source == turn.language_source == "written" and before.language != turn.language
    if not is_changed or not replies or any(reply.urgent for reply in replies) or before.language not in SERVED:
        return replies
    *others, last = replies
    note = services.wording.say(turn.language, "language_switched")
    back = Choice(SERVED[before.language].own_name, f"change_language:{before.language}")
    noted = replace(
        last,
        text=f"{last.text}\n\n{note}",
        short_text=f"{last.short_text} {note}" if last.short_text else "",
        choices=(*last.choices, back),
    )
    return [*others, noted]
