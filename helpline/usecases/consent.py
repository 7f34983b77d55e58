"""What a person forbids and allows."""

from helpline.domain.consent import Consent, Source
from helpline.domain.conversations import Conversation
from helpline.domain.turns import Reply
from helpline.storage import consents, link_codes, messages, outbox
from helpline.storage.database import Transaction


def stop(tx: Transaction, conversation: Conversation, source: Source) -> None:
    """From this transaction on nothing that was queued is sent, by whomever, and no other chat is joined. The caller
    holds the conversation's lock and stores the confirmation afterwards.

    The outbox comes before the address, in the order in which senders lock them.
    """
    # Who asked for help in danger a moment ago still gets the numbers. On SMS the provider refuses whatever we send.
    kept = () if conversation.channel == "sms" else outbox.list_unfinished(tx, conversation.id)
    urgent = {each for each in kept if messages.load_body(tx, each).get("urgent")}
    outbox.cancel_unfinished(tx, conversation.id, "stopped", but=urgent)
    consents.stop(tx, conversation.address_id, source)
    link_codes.withdraw(tx, conversation.id)


def my_data(tx: Transaction, person_id: str) -> Reply:
    """What is stored, what the person allows now, and what they can change."""
    consent = consents.load_consent(tx, person_id)
    return Reply("wording", f"my_data_{_name(consent)}", choices=_changes(consent))


def _name(consent: Consent) -> str:
    if consent.follow_up and consent.learning:
        return "both"
    return consent.tiers[-1]


def _changes(consent: Consent) -> tuple[str, ...]:
    more = [
        value
        for value, is_allowed in (("agree_follow_up", consent.follow_up), ("agree_learning", consent.learning))
        if not is_allowed
    ]
    less = () if consent.is_only_answer else ("agree_answer",)
    return (*more, *less, "delete_my_data")
