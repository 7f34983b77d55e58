"""Joins two chats of one person, who writes a code from the first in the second and says yes in the first; parts them.

Both chats are told. Neither is shown what was written in the other: a code that somebody else got to see, or a phone
in the wrong hands, must not open what was said elsewhere.
"""

from helpline.domain.commands import Command
from helpline.domain.conversations import Conversation
from helpline.domain.effects import Effect
from helpline.domain.link_codes import CodeWritten, read_code
from helpline.domain.turns import Outcome, Reply, Understanding
from helpline.services import Services
from helpline.storage import cases, conversations, link_codes, linked_chats
from helpline.storage.database import Transaction
from helpline.usecases.chat_names import chat_name, other_chats
from helpline.usecases.consent import my_data
from helpline.usecases.tell_person import tell_person
from helpline.usecases.turn import Turn

LINK_EFFECTS = frozenset({"offer_link_code", "use_link_code", "link", "refuse_link", "unlink"})
_UNDERSTOOD = Understanding(topic=Command.LINK.value, confidence=1.0, decided_by="command")


def find_code(services: Services, text: str) -> CodeWritten | None:
    """The code, if the whole message is one."""
    return read_code(text, lambda words: services.commands.recognise(words) is Command.LINK)


def use_code(services: Services, turn: Turn) -> Outcome | None:
    """None for what is no code, also for eight bare digits that nobody was given: they mean something else."""
    written = None if turn.choice else find_code(services, turn.text)
    if written is None:
        return None
    with services.database.write() as tx:
        is_barred = link_codes.is_barred(tx, turn.conversation.id)
        is_good = not is_barred and link_codes.issued_in(tx, written.code) is not None
        if not is_good:
            link_codes.note_wrong(tx, turn.conversation.id)
    if is_good:
        return Outcome(effects=(Effect("use_link_code", {"code": written.code}),), understanding=_UNDERSTOOD)
    said = "link_too_many" if is_barred else "link_wrong"
    return Outcome((Reply("wording", said),), understanding=_UNDERSTOOD) if written.is_said else None


def link_effect(services: Services, tx: Transaction, turn: Turn, effect: Effect) -> tuple[Reply, ...]:
    """The caller holds the lock of the turn's conversation. Another that is changed is locked here: two who do the same
    to each other at once may meet, and the database then lets one of them try again."""
    own = turn.conversation
    match effect.type:
        case "offer_link_code":
            return (Reply("wording", "link_code", {"code": link_codes.issue(tx, own.id)}),)
        case "use_link_code":
            return (_use(services, tx, own, effect["code"], turn.language),)
        case "link":
            return _link(services, tx, turn)
        case "refuse_link":
            return (_refuse(services, tx, own),)
        case _:
            return (_unlink(services, tx, own),)


def _use(services: Services, tx: Transaction, own: Conversation, code: str, language: str) -> Reply:
    origin = link_codes.issued_in(tx, code)
    if origin is None:
        return Reply("wording", "link_wrong")
    if origin == own.id:
        return Reply("wording", "link_own")
    conversations.lock(tx, origin)
    if not link_codes.use(tx, code, own.id):
        return Reply("wording", "link_wrong")
    other = conversations.load(tx, origin)
    if other.person_id == own.person_id:
        link_codes.withdraw(tx, origin)
        return Reply("wording", "link_already")
    asking = _asking(services, tx, own, other.profile.language)
    # Also after STOP: they wrote LINK since, for STOP takes codes back.
    tell_person(services, tx, origin, asking.name, choices=asking.choices, is_answer=True, **asking.params)
    return Reply("wording", "link_wait", {"chat": chat_name(services, tx, other, language)})


def _link(services: Services, tx: Transaction, turn: Turn) -> tuple[Reply, ...]:
    own, language = turn.conversation, turn.language
    written = link_codes.find_written(tx, own.id)
    if written is not None and turn.claim.received_at < written.at:  # a number that meant an older list
        return (_asking(services, tx, conversations.load(tx, written.conversation_id), language),)
    other = _take_written(tx, own)
    if other is None:
        return (Reply("wording", "link_over"),)
    has_less = _join(services, tx, own, other)
    done = Reply("wording", "link_done", {"chat": other_chats(services, tx, own.id, language)})
    return (done, my_data(tx, own.person_id)) if has_less else (done,)


def _join(services: Services, tx: Transaction, own: Conversation, other: Conversation) -> bool:
    """Every other chat of both is told, in the language that it had. Returns whether a permission was lost."""
    held = linked_chats.hold(tx, own.person_id, other.person_id)
    languages = {each: conversations.load(tx, each).profile.language for each in held if each != own.id}
    has_less = other.person_id != own.person_id and linked_chats.join(tx, own.person_id, other.person_id)
    _note(tx, own, "ChatsLinked")
    for each, language in languages.items():
        chats = other_chats(services, tx, each, language)
        tell_person(services, tx, each, "link_done", language=language, chat=chats)
    return has_less


def _asking(services: Services, tx: Transaction, written_in: Conversation, language: str) -> Reply:
    chat = chat_name(services, tx, written_in, language)
    return Reply("wording", "link_ask", {"chat": chat}, (Command.LINK_YES, Command.LINK_NO))


def _refuse(services: Services, tx: Transaction, own: Conversation) -> Reply:
    other = _take_written(tx, own)
    if other is None:
        return Reply("wording", "link_over")
    tell_person(services, tx, other.id, "link_refused")
    return Reply("wording", "link_refused")


def _take_written(tx: Transaction, own: Conversation) -> Conversation | None:
    """Where the code was written, locked: before the code goes, as by whoever takes it back there."""
    written = link_codes.find_written(tx, own.id)
    if written is None:
        return None
    conversations.lock(tx, written.conversation_id)
    return conversations.load(tx, written.conversation_id) if link_codes.take(tx, own.id) else None


def _unlink(services: Services, tx: Transaction, own: Conversation) -> Reply:
    """Also takes back a code, from either side, while nobody has said yes."""
    is_withdrawn = link_codes.withdraw(tx, own.id)
    found = linked_chats.others_of(tx, own.id)
    if not found:
        return Reply("wording", "link_refused" if is_withdrawn else "not_linked")
    _note(tx, own, "ChatsParted")
    linked_chats.part(tx, own)
    for chat in found:
        conversations.lock(tx, chat.conversation_id)
        language = conversations.load(tx, chat.conversation_id).profile.language
        tell_person(services, tx, chat.conversation_id, "unlinked_other", chat=chat_name(services, tx, own, language))
    return Reply("wording", "unlinked")


def _note(tx: Transaction, own: Conversation, event: str) -> None:
    """In the history of every open case of the person: staff should know who they may be writing to."""
    ids = (own.id, *(chat.conversation_id for chat in linked_chats.others_of(tx, own.id)))
    for conversation_id in ids:
        case = cases.find_open_case(tx, conversation_id)
        if case is not None:
            cases.add_event(tx, event, case=case)
