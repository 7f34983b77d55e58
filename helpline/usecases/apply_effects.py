"""Carries out what a turn wants changed."""

from collections.abc import Iterable
from dataclasses import replace

from helpline.domain.cases import Case, Priority
from helpline.domain.consent import Kind, Source
from helpline.domain.conversations import Conversation, Owner, Profile
from helpline.domain.effects import Effect
from helpline.domain.languages import SERVED
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import cases, consents, conversations, linked_chats, media, outbox_held, people, ratings
from helpline.storage.database import Transaction
from helpline.usecases.chat_names import chat_name, other_chats
from helpline.usecases.consent import my_data, stop
from helpline.usecases.effects_result import EffectsResult
from helpline.usecases.forget_person import forget_person
from helpline.usecases.link_chats import LINK_EFFECTS, link_effect
from helpline.usecases.send_message import FETCHED_CHANNELS
from helpline.usecases.turn import Turn

_MEDIA_CASE = Effect("open_case", {"topic": "media", "reason": "media", "priority": "normal"})


def apply_effects(
    services: Services, tx: Transaction, turn: Turn, effects: Iterable[Effect], *, owner: Owner | None = None
) -> EffectsResult:
    """`owner` is given when it is no longer the one that the turn began with."""
    conversation = turn.conversation
    profile = replace(conversation.profile, language=turn.language, language_source=turn.language_source)
    result = EffectsResult(profile=profile, case=cases.find_open_case(tx, conversation.id))
    for effect in effects:
        result = _apply(services, tx, turn, effect, result, owner or conversation.owner)
    if result.is_erased:
        return result
    changed = {
        name: getattr(result.profile, name)
        for name in Profile.__dataclass_fields__
        if getattr(result.profile, name) != getattr(conversation.profile, name)
    }
    if changed:
        people.change_profile(tx, conversations.load(tx, conversation.id).person_id, **changed)
    return result


def _apply(
    services: Services, tx: Transaction, turn: Turn, effect: Effect, result: EffectsResult, owner: Owner
) -> EffectsResult:
    conversation, profile = turn.conversation, result.profile
    match effect.type:
        case "open_case":
            return replace(result, case=_open_case(tx, turn, effect, result.case, owner))
        case "add_media" if result.case is None:
            return replace(result, case=_open_case(tx, turn, _MEDIA_CASE, None, owner))
        case "media_told":
            media.note_told(tx, turn.claim.message_id)
        case "set_language" if effect["language"] in SERVED:
            return replace(result, profile=replace(profile, language=effect["language"], language_source="chosen"))
        case "set_country" | "set_origin" if effect["country"] in services.countries.by_code:
            field = "country" if effect.type == "set_country" else "origin"
            return replace(result, profile=replace(profile, **{field: effect["country"]}))
        case "set_role" if effect["role"] in ("worker", "employer"):
            return replace(result, profile=replace(profile, role=effect["role"]))
        case "set_sector":
            return replace(result, profile=replace(profile, sector=effect["sector"][:40]))
        case "rate_answer":
            helped = effect["helped"] == "yes"
            ratings.rate(tx, conversation_id=conversation.id, answer_id=effect["answer"], helped=helped)
        case "stop":
            stop(tx, conversation, Source(effect["source"] or Source.WORD))
        case "start":
            consents.start(tx, conversation.address_id, Source(effect["source"] or Source.WORD))
        case "agree":
            kind, source = Kind(effect["kind"]), Source(effect["source"] or Source.WORD)
            consents.agree(tx, conversation.person_id, conversation.address_id, kind, source)
        case "show_my_data":
            return _reply(result, my_data(tx, conversation.person_id), *_linked(services, tx, turn))
        case "open_messages" if not outbox_held.was_released(tx, conversation.id, turn.claim.received_at):
            return _reply(result, Reply("wording", "nothing_waiting"))
        case "back_to_bot" if owner is Owner.QUEUE:
            conversations.change_owner(tx, conversation.id, Owner.BOT)
        case "show_case_status":
            return _reply(result, _case_status(services, tx, conversation, turn.language))
        case name if name in LINK_EFFECTS:
            return _reply(result, *link_effect(services, tx, turn, effect))
        case "ask_erase":
            return _reply(result, _ask_erase(services, tx, turn))
        case "erase_me" if effect["chats"] != "all" and linked_chats.others_of(tx, conversation.id):
            return _reply(result, _ask_erase(services, tx, turn))  # they were asked about this chat alone
        case "erase_me":
            forget_person(tx, conversation.person_id)
            return replace(result, is_erased=True)
    return result


def _reply(result: EffectsResult, *replies: Reply) -> EffectsResult:
    return replace(result, replies=(*result.replies, *replies))


def _linked(services: Services, tx: Transaction, turn: Turn) -> tuple[Reply, ...]:
    """What the conversation is joined with, if it is."""
    chats = other_chats(services, tx, turn.conversation.id, turn.language)
    return (Reply("wording", "my_data_linked", {"chats": chats}, ("unlink_chats",)),) if chats else ()


def _ask_erase(services: Services, tx: Transaction, turn: Turn) -> Reply:
    chats = other_chats(services, tx, turn.conversation.id, turn.language)
    if not chats:
        # The web chat's page says that it is done, and forgets the conversation.
        is_page = turn.conversation.channel in FETCHED_CHANNELS
        key = "confirm_erase" if is_page else "confirm_erase_on_phone"
        return Reply("wording", key, choices=("erase_me", "keep_my_data"))
    return Reply("wording", "confirm_erase_linked", {"chats": chats}, ("erase_all_chats", "keep_my_data"))


def _open_case(tx: Transaction, turn: Turn, effect: Effect, known: Case | None, owner: Owner) -> Case:
    """A person has at most one open case; what is graver raises it. From the bot the conversation goes to the queue."""
    priority = Priority[effect["priority"].upper() or "NORMAL"]
    if owner is Owner.BOT:
        conversations.change_owner(tx, turn.conversation.id, Owner.QUEUE)
    if known is None:
        return cases.open_case(
            tx,
            conversation_id=turn.conversation.id,
            topic=effect["topic"],
            reason=effect["reason"],
            priority=priority,
        )
    if priority < known.priority:
        cases.change_case(tx, known, priority=int(priority), topic=effect["topic"], reason=effect["reason"])
        cases.add_event(tx, "CaseRaised", case=known, details={"topic": effect["topic"], "priority": priority.name})
        return replace(known, priority=priority, topic=effect["topic"], reason=effect["reason"])
    return known


def _case_status(services: Services, tx: Transaction, conversation: Conversation, language: str) -> Reply:
    conversation_id = conversation.id
    case = cases.find_open_case(tx, conversation_id)
    if case is not None:
        return Reply("wording", "case_taken" if case.staff_id else "case_waiting", {"case": case.number})
    elsewhere = cases.find_open_case_of(tx, conversation.person_id)
    if elsewhere is not None:
        chat = chat_name(services, tx, conversations.load(tx, elsewhere.conversation_id), language)
        return Reply("wording", "case_elsewhere", {"case": elsewhere.number, "chat": chat})
    latest = cases.find_latest_case(tx, conversation_id)
    if latest is not None:
        return Reply("wording", "case_closed_before", {"case": latest.number}, ("talk_to_human",))
    return Reply("wording", "no_case", choices=("talk_to_human",))
