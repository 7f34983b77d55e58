"""Several messages in quick succession become one turn: five answers in a row help nobody.

The first message is answered at once. What the person writes while that happens, and shortly after, is gathered until
they pause. Only plain text is: a command, a tap, a number for a menu, a picture are handled alone and end the waiting,
and so does danger. `docs/decisions/0006-gathering-a-burst.md` says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from helpline.domain.conversations import Conversation, Owner
from helpline.domain.gathering import MOST_CHARACTERS, MOST_MESSAGES, Burst
from helpline.domain.safeguarding import Danger, gravity
from helpline.services import Services
from helpline.storage import inbox, messages
from helpline.storage.database import Transaction
from helpline.usecases.link_chats import find_code
from helpline.usecases.send_message import FETCHED_CHANNELS

# What broke twice is handled message by message, so that one of them cannot take the others along.
_MOST_ATTEMPTS_TOGETHER = 2


@dataclass(frozen=True)
class Gathered:
    """`claims` after the first are leased with it; `until` is set when the first was given back to wait. `texts` are
    what holds now, `said` all that was sent: a text may have been changed before anybody read it."""

    claims: Sequence[inbox.Claim]
    texts: Sequence[str]
    said: Sequence[str]
    until: datetime | None = None


def gather(
    services: Services,
    tx: Transaction,
    conversation: Conversation,
    claim: inbox.Claim,
    body: dict[str, Any],
    is_choice: Callable[[str], bool],
) -> Gathered:
    """In the transaction that claims the first. `is_choice` tells a number or a label of what was offered."""
    first = str(body.get("text") or "")
    found = Gathered([claim], [first], [first])
    names = [str(body.get("reference") or "")]
    if not services.gather_seconds or claim.attempts > _MOST_ATTEMPTS_TOGETHER:
        return found
    is_plain = _is_plain(services, conversation, body, is_choice) and not body.get("edits")
    if conversation.owner is not Owner.BOT or not is_plain:
        return found
    is_ended = False
    for following in inbox.list_following(tx, claim, MOST_MESSAGES - 1):
        next_body = messages.load_body(tx, following.message_id)
        text, edited = str(next_body.get("text") or ""), str(next_body.get("edits") or "")
        texts = [text if edited and name == edited else said for name, said in zip(names, found.texts, strict=True)]
        if not edited:
            texts, names = [*texts, text], [*names, str(next_body.get("reference") or "")]
        is_plain = _is_plain(services, conversation, next_body, is_choice) and (not edited or edited in names)
        if not is_plain or sum(map(len, texts)) > MOST_CHARACTERS:
            is_ended = True
            break
        found = Gathered([*found.claims, following], texts, [*found.said, text])
    until = None if is_ended else _wait(services, tx, conversation, found)
    if until is not None:
        inbox.hold(tx, claim, until)
        return Gathered(found.claims, found.texts, found.said, until)
    return Gathered([claim, *inbox.claim_too(tx, claim, found.claims[1:])], found.texts, found.said)


def _is_plain(
    services: Services, conversation: Conversation, body: dict[str, Any], is_choice: Callable[[str], bool]
) -> bool:
    text = str(body.get("text") or "")
    if not text.strip() or any(body.get(name) for name in ("choice", "media", "is_answered")):
        return False
    if is_choice(text) or find_code(services, text):
        return False
    is_stopped = conversation.stopped_at is not None
    is_command = services.commands.recognise(text, conversation.channel, is_stopped=is_stopped) is not None
    return not is_command and services.language_names.named_alone(text) is None


def _wait(services: Services, tx: Transaction, conversation: Conversation, found: Gathered) -> datetime | None:
    """Where people fetch their messages an answer stands there in no time and costs nothing: nobody waits."""
    if conversation.channel in FETCHED_CHANNELS:
        return None
    received = [claim.received_at for claim in found.claims]
    burst = Burst(received, inbox.received_before(tx, found.claims[0]))
    until = burst.waits_until(timedelta(seconds=services.gather_seconds))
    if until <= tx.now or gravest_danger(services, found.said) is not None:
        return None
    return until


def gravest_danger(services: Services, texts: Sequence[str]) -> Danger | None:
    """Of each message, and of all together as one sentence: people also cut in the middle of one."""
    wholes = [*texts, " ".join(texts)] if len(texts) > 1 else texts
    dangers = [danger for text in wholes if (danger := services.screen.examine(text)) is not None]
    return min(dangers, key=lambda danger: (not danger.is_sure, gravity(danger.topic)), default=None)
