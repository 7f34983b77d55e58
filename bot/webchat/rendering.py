"""A stored message as the web chat's API shows it."""

from typing import Any

from helpline.domain.languages import direction_of
from helpline.services import Services
from helpline.storage.messages import StoredMessage
from helpline.usecases.compose_reply import label_of


def message_data(services: Services, message: StoredMessage) -> dict[str, Any]:
    """The fields that stand in the design's section 7, and after them what the page adds: time, name, contacts, and
    of a person's message the client's id and the tapped choice."""
    body = message.body
    language = message.language or "en"
    return {
        "seq": message.seq,
        "from": message.author,
        "text": _text(services, body, language),
        "lang": language,
        "dir": direction_of(language),
        "choices": list(body.get("choices") or ()),
        "answer": _answer(body.get("answer")),
        "urgent": bool(body.get("urgent")),
        "contacts": list(body.get("contacts") or ()),
        "at": message.created_at.isoformat(timespec="seconds"),
        "name": message.staff_name.split(" ")[0],
        "id": body.get("provider_id", "").partition(":")[2],
        "chosen": str(body.get("choice") or ""),
    }


def _text(services: Services, body: dict[str, Any], language: str) -> str:
    """A tapped choice reads as its label."""
    if body.get("text") or not body.get("choice"):
        return str(body.get("text") or "")
    try:
        return label_of(services, str(body["choice"]), language)
    except KeyError:
        return ""


def _answer(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {name: answer[name] for name in ("id", "topic", "country", "sources", "checked_on")}
