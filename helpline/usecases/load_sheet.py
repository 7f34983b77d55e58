"""Loads answers that staff edited in a sheet. All rows are right, or nothing is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from helpline.content.sheet_answers import SheetAnswer, problem_in, read_rows
from helpline.content.sheet_cells import SheetRow
from helpline.domain.answer_checks import Known, number_problems, problems_of_answer
from helpline.domain.answers import Answer
from helpline.domain.languages import SERVED
from helpline.domain.translation_checks import problems_of_words
from helpline.storage import answers
from helpline.storage.answers import StoredAnswer
from helpline.storage.database import Database
from helpline.storage.reviews import close_settled


@dataclass
class SheetReport:
    """Ids of answers, by what happens to them; `errors` name row and column, and with any nothing is written."""

    errors: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    kept_for_staff: list[str] = field(default_factory=list)
    incomplete: dict[str, list[str]] = field(default_factory=dict)


def load_sheet(
    database: Database, rows: Iterable[SheetRow], known: Known, *, is_dry: bool = False, overwrite: bool = False
) -> SheetReport:
    """A language that the sheet does not have of an answer stays as it is. `is_dry` only says what would happen;
    `overwrite` also replaces what staff changed in the console or by an earlier sheet."""
    sheet = read_rows(rows)
    with database.read() if is_dry else database.write() as tx:
        stored, today = answers.stored_answers(tx), tx.now.date()
        report = SheetReport(errors=list(sheet.errors))
        wanted = list(_plan(sheet.answers, stored, known, today, report, overwrite=overwrite))
        if not report.errors and not is_dry:
            for answer in wanted:
                answers.put_answer_by_staff(tx, answer)
            close_settled(tx, today)
    report.errors.sort(key=_row_of)
    return report


def _plan(
    found: Iterable[SheetAnswer],
    stored: dict[str, StoredAnswer],
    known: Known,
    today: date,
    report: SheetReport,
    *,
    overwrite: bool,
) -> Iterator[Answer]:
    """The answers to write; notes in the report what happens to each."""
    for each in found:
        before = stored.get(each.answer.id)
        answer = _with_other_languages(each.answer, before)
        if before and before.is_published and replace(answer, version=before.answer.version) == before.answer:
            report.left.append(answer.id)
        elif before and before.changed_by_staff and not overwrite:
            report.kept_for_staff.append(answer.id)
        else:
            report.errors += _problems(each, before.answer if before else None, known, today)
            (report.changed if before else report.added).append(answer.id)
            if missing := [code for code in SERVED if code not in answer.translations]:
                report.incomplete[answer.id] = missing
            yield answer


def _with_other_languages(answer: Answer, before: StoredAnswer | None) -> Answer:
    kept = before.answer.translations if before else {}
    return replace(answer, translations={**kept, **answer.translations})


def _problems(each: SheetAnswer, before: Answer | None, known: Known, today: date) -> Iterator[str]:
    """Only of what the sheet changes: an old mistake elsewhere does not stand in the way of a translator."""
    if before is None or _without_words(each.answer) != _without_words(before):
        for column, problem in problems_of_answer(each.answer, known, today):
            yield problem_in(each.first_row, column, problem)
    for language, translation in each.answer.translations.items():
        if before is not None and before.translations.get(language) == translation:
            continue
        for column, problem in problems_of_words(translation):
            yield problem_in(each.rows[language], column, problem)
        alone = replace(each.answer, translations={language: translation})
        for problem in number_problems(alone, known):
            yield problem_in(each.rows[language], "text", problem)


def _without_words(answer: Answer) -> Answer:
    return replace(answer, translations={}, version=0)


def _row_of(error: str) -> int:
    return int(error.removeprefix("row ").partition(",")[0])
