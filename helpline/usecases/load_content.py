"""Loads the content files into the FAQ database without overwriting what staff changed there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpline.content.answers import read_answers
from helpline.content.contacts import read_contacts
from helpline.storage import answers
from helpline.storage.contacts import replace_contacts
from helpline.storage.database import Database, Transaction
from helpline.storage.reviews import close_settled

Digests = Mapping[str, tuple[str, bool]]


@dataclass
class LoadReport:
    """Ids of answers, by what happened to them."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept_for_staff: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    contacts: int = 0


def load_content(database: Database, content_dir: Path) -> LoadReport:
    """All or nothing. Raises ContentError when a file cannot be used; then the database is as it was."""
    entries, contacts = list(read_answers(content_dir)), list(read_contacts(content_dir))
    report = LoadReport(contacts=len(contacts))
    with database.write() as tx:
        known = answers.file_digests(tx)
        for entry in entries:
            digest, changed_by_staff = known.get(entry.answer.id, ("", False))
            if digest == entry.digest:
                report.unchanged.append(entry.answer.id)
            elif changed_by_staff:
                report.kept_for_staff.append(entry.answer.id)
            else:
                answers.put_answer(tx, entry.answer, file_digest=entry.digest)
                (report.updated if digest else report.added).append(entry.answer.id)
        _withdraw_removed(tx, report, known, {entry.answer.id for entry in entries})
        replace_contacts(tx, contacts)
        close_settled(tx, tx.now.date())
    return report


def _withdraw_removed(tx: Transaction, report: LoadReport, known: Digests, in_files: set[str]) -> None:
    """What came from a file that no longer has it is said no more; what staff wrote or changed stays theirs."""
    for answer_id, (digest, changed_by_staff) in known.items():
        if digest and not changed_by_staff and answer_id not in in_files:
            answers.withdraw_answer(tx, answer_id)
            report.withdrawn.append(answer_id)
