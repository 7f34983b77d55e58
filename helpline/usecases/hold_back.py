"""Free text that WhatsApp does not take now waits for the person, who is told once that something waits."""

from datetime import timedelta

from helpline.domain.languages import served_or_default
from helpline.domain.messages import OutgoingMessage
from helpline.domain.window import is_phone_number
from helpline.storage import cases, consents, conversations, messages, outbox, outbox_held, people, windows
from helpline.storage.database import Transaction
from helpline.storage.deliveries import Delivery

# The template that the provider approved, and on SMS the sentence that says as little.
NOTE = "waiting"
# Until the conversation's lock is free again.
BUSY = timedelta(milliseconds=200)


def hold_back(tx: Transaction, delivery: Delivery) -> None:
    """In the transaction that claims. Whoever writes at this moment is either seen here or releases it after us."""
    claim = delivery.claim
    if not conversations.try_lock(tx, claim.conversation_id):
        outbox.try_again_later(tx, claim, BUSY, "")
        return
    window = windows.load_window(tx, delivery.address_id)
    if window.is_open(tx.now):
        outbox.try_again_later(tx, claim, timedelta(0), "")
        return
    outbox_held.wait_for_person(tx, claim)
    if not window.is_noted:
        windows.note_told(tx, delivery.address_id)
        _put_note(tx, claim.conversation_id, claim.channel)
        _tell_staff(tx, claim.conversation_id, "AnswerWaits")


def tell_otherwise(tx: Transaction, conversation_id: str, failed_on: str) -> None:
    """The note could not be sent. By SMS it goes only to whoever allowed that; others of the household may read it, so
    it says nothing of the case. Otherwise staff are told. The caller holds the conversation's lock."""
    if failed_on != "sms" and _may_get_sms(tx, conversation_id):
        _put_note(tx, conversation_id, "sms")
        _tell_staff(tx, conversation_id, "AnswerWaitsSms")
    else:
        _tell_staff(tx, conversation_id, "AnswerWaitsUntold")


def _may_get_sms(tx: Transaction, conversation_id: str) -> bool:
    conversation = conversations.load(tx, conversation_id)
    _, address = people.open_address(tx, conversation.address_id)
    if conversation.stopped_at is not None or not is_phone_number(address):
        return False
    own = people.find_address(tx, "sms", address)
    is_stopped_there = own is not None and consents.stopped_since(tx, own) is not None
    return consents.load_consent(tx, conversation.person_id).follow_up and not is_stopped_there


def _put_note(tx: Transaction, conversation_id: str, channel: str) -> None:
    """Its words are the template's; what stands here is only which and in what language."""
    conversation = conversations.load(tx, conversation_id)
    note = OutgoingMessage("", served_or_default(conversation.profile.language), template=NOTE)
    message_id = messages.add_message(tx, conversation_id, author="bot", body=note.to_data(), language=note.language)
    outbox.add(
        tx,
        conversation_id=conversation_id,
        message_id=message_id,
        channel=channel,
        epoch=conversation.epoch,
        state="new",
    )


def _tell_staff(tx: Transaction, conversation_id: str, event: str) -> None:
    case = cases.find_open_case(tx, conversation_id)
    if case is not None:
        cases.add_event(tx, event, case=case)
