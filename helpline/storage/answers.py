"""The FAQ database: answers with their translations."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, true, update

from helpline.domain.answers import Answer, Translation
from helpline.domain.messages import Source
from helpline.storage.database import Transaction
from helpline.storage.installation import add_one, get_number
from helpline.storage.schema import answer_translations, answers

_VERSION = "answers_version"


def note_answers_changed(tx: Transaction) -> None:
    """Tells running processes, in the same transaction, that what they keep of the answers is old."""
    add_one(tx, _VERSION)


def answers_version(tx: Transaction) -> int:
    """Grows with every change of any answer."""
    return get_number(tx, _VERSION)


def answers_of_topic(tx: Transaction, topic: str) -> list[Answer]:
    """Published answers of one topic, all countries, audiences and languages."""
    return _load(tx, answers.c.topic == topic, answers.c.is_published)


def find_answer(tx: Transaction, answer_id: str) -> Answer | None:
    found = _load(tx, answers.c.id == answer_id, answers.c.is_published)
    return found[0] if found else None


def all_answers(tx: Transaction) -> list[Answer]:
    return _load(tx, answers.c.is_published)


def answers_by_id(tx: Transaction, ids: Collection[str]) -> dict[str, Answer]:
    """Those of `ids` that are published."""
    return {answer.id: answer for answer in _load(tx, answers.c.id.in_(ids), answers.c.is_published)}


def file_digests(tx: Transaction) -> dict[str, tuple[str, bool]]:
    """Answer id → digest of the file entry it was loaded from, and whether staff changed it since."""
    rows = tx.execute(select(answers.c.id, answers.c.file_digest, answers.c.changed_by_staff_at))
    return {row.id: (row.file_digest, row.changed_by_staff_at is not None) for row in rows}


@dataclass(frozen=True)
class StoredAnswer:
    """`changed_by_staff`: what the content files say of it does not replace it."""

    answer: Answer
    is_published: bool
    changed_by_staff: bool


def stored_answers(tx: Transaction) -> dict[str, StoredAnswer]:
    """All by id, also those that were withdrawn."""
    columns = select(answers.c.id, answers.c.is_published, answers.c.changed_by_staff_at)
    states = {row.id: row for row in tx.execute(columns)}
    return {
        answer.id: StoredAnswer(
            answer, states[answer.id].is_published, states[answer.id].changed_by_staff_at is not None
        )
        for answer in _load(tx, true())
    }


def put_answer(tx: Transaction, answer: Answer, *, file_digest: str) -> None:
    """Writes an answer as it stands in the content files."""
    _put(tx, answer, file_digest=file_digest)


def put_answer_by_staff(tx: Transaction, answer: Answer) -> None:
    """Writes an answer as staff want it; what the content files say of it later no longer replaces it."""
    _put(tx, answer, changed_by_staff_at=tx.now)


def _put(tx: Transaction, answer: Answer, **state: Any) -> None:
    values = {
        "topic": answer.topic,
        "country": answer.country,
        "audience": answer.audience,
        "follow_ups": list(answer.follow_ups),
        "facts": list(answer.facts),
        "sources": [source.__dict__ for source in answer.sources],
        "checked_on": answer.checked_on,
        "review_by": answer.review_by,
        "updated_at": tx.now,
        "is_published": True,
        **state,
    }
    changed = tx.execute(
        update(answers).where(answers.c.id == answer.id).values(**values, version=answers.c.version + 1)
    )
    if changed.rowcount == 0:
        tx.execute(answers.insert().values(id=answer.id, version=1, **values))
    tx.execute(delete(answer_translations).where(answer_translations.c.answer_id == answer.id))
    rows = [
        {
            "answer_id": answer.id,
            "language": language,
            **translation.__dict__,
            "phrasings": list(translation.phrasings),
        }
        for language, translation in answer.translations.items()
    ]
    tx.connection.execute(answer_translations.insert(), rows)
    note_answers_changed(tx)


def withdraw_answer(tx: Transaction, answer_id: str) -> None:
    """Without a digest, so that the same entry counts as new when a content file has it again."""
    withdrawn = {"is_published": False, "file_digest": "", "updated_at": tx.now}
    tx.execute(update(answers).where(answers.c.id == answer_id).values(**withdrawn))
    note_answers_changed(tx)


def renew_answer(tx: Transaction, answer: Answer, *, checked_on: date, review_by: date) -> bool:
    """Staff compared it with its sources. False when it has been changed since `answer` was read."""
    changed = tx.execute(
        update(answers)
        .where(answers.c.id == answer.id, answers.c.version == answer.version, answers.c.is_published)
        .values(
            checked_on=checked_on,
            review_by=review_by,
            version=answers.c.version + 1,
            changed_by_staff_at=tx.now,
            updated_at=tx.now,
        )
    )
    note_answers_changed(tx)
    return changed.rowcount > 0


def _load(tx: Transaction, *conditions: Any) -> list[Answer]:
    statement = (
        select(answers, answer_translations)
        .join(answer_translations, answer_translations.c.answer_id == answers.c.id)
        .where(*conditions)
        .order_by(answers.c.id)
    )
    rows: dict[str, tuple[Any, dict[str, Translation]]] = {}
    for row in tx.execute(statement):
        translations = rows.setdefault(row.id, (row, {}))[1]
        translations[row.language] = Translation(
            row.question,
            row.text,
            row.short_text,
            row.status,
            row.reviewed_by,
            row.source_version,
            tuple(row.phrasings),
        )
    return [_answer(row, translations) for row, translations in rows.values()]


def _answer(row: Any, translations: dict[str, Translation]) -> Answer:
    return Answer(
        id=row.id,
        topic=row.topic,
        country=row.country,
        audience=row.audience,
        sources=tuple(Source(**source) for source in row.sources),
        facts=tuple(row.facts),
        follow_ups=tuple(row.follow_ups),
        checked_on=row.checked_on,
        review_by=row.review_by,
        translations=translations,
        version=row.version,
    )
