"""Answers as rows of a sheet, and rows as answers."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from helpline.content import sheet_cells as cells
from helpline.content.sheet_cells import OF_ANSWER, SheetRow
from helpline.domain.answers import Answer, Translation
from helpline.domain.languages import SERVED
from helpline.errors import InvalidInput

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}")
_LONGEST_NAME = 120


@dataclass
class SheetAnswer:
    """An answer with the languages that the sheet has of it, and the rows in which they stand."""

    answer: Answer
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        return min(self.rows.values())


@dataclass
class ReadSheet:
    """`errors` are sentences that name row and column; with any of them `answers` is not to be used."""

    answers: list[SheetAnswer] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def rows_of(answers: Iterable[Answer], language: str = "") -> Iterator[dict[str, str]]:
    """One row per answer and language, the languages in the order in which they are served."""
    for answer in answers:
        for code in (language,) if language else tuple(SERVED):
            if code in answer.translations:
                yield {**_of_answer(answer), **_of_translation(code, answer.translations[code])}


def read_rows(rows: Iterable[SheetRow]) -> ReadSheet:
    """Goes through all rows, whatever is wrong in some."""
    sheet = ReadSheet()
    by_id: dict[str, list[SheetRow]] = {}
    for row in rows:
        by_id.setdefault(row.cells["id"].strip(), []).append(row)
    for answer_id, own in by_id.items():
        found = _Reader(sheet.errors).read(answer_id, own)
        if found:
            sheet.answers.append(found)
    return sheet


def problem_in(row: int, column: str, what: str) -> str:
    return f"row {row}, column {column}: {what}"


class _Reader:
    """Reads the rows of one answer; notes every mistake and goes on."""

    def __init__(self, errors: list[str]) -> None:
        self._errors, self._before = errors, len(errors)

    def read(self, answer_id: str, rows: Sequence[SheetRow]) -> SheetAnswer | None:
        first = rows[0]
        for row in rows:
            if not _ID.fullmatch(answer_id):
                self._note(row, "id", f"'{answer_id[:40]}' is not an id; write letters, digits, dots and underscores")
            self._check_cells(row)
        self._compare(rows)
        common = {name: self._value(first, name, read) for name, read in _ANSWER_READERS.items()}
        translations: dict[str, Translation] = {}
        numbers: dict[str, int] = {}
        for row in rows:
            language = self._language(row, numbers)
            version = self._value(row, "source_version", _number)
            if language:
                translations[language], numbers[language] = _translation(row.cells, version or 1), row.number
        if len(self._errors) > self._before:
            return None
        return SheetAnswer(Answer(id=answer_id, translations=translations, **common), numbers)

    def _compare(self, rows: Sequence[SheetRow]) -> None:
        """What belongs to the answer must be the same in every row of it."""
        first = rows[0]
        for row in rows[1:]:
            for column in OF_ANSWER:
                if row.cells[column].strip() != first.cells[column].strip():
                    self._note(row, column, f"it differs from row {first.number}, which is of the same answer")

    def _check_cells(self, row: SheetRow) -> None:
        for column, cell in row.cells.items():
            if "\0" in cell:
                self._note(row, column, "it holds a character that cannot be stored")
        if len(row.cells["reviewed_by"]) > _LONGEST_NAME:
            self._note(row, "reviewed_by", f"it is longer than {_LONGEST_NAME} characters")

    def _language(self, row: SheetRow, numbers: dict[str, int]) -> str:
        language = row.cells["language"].strip().lower()
        if language not in SERVED:
            self._note(row, "language", f"'{language}' is not a language; write one of {', '.join(SERVED)}")
            return ""
        if language in numbers:
            self._note(row, "language", f"'{language}' is there already in row {numbers[language]}")
        return language

    def _value(self, row: SheetRow, column: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(row.cells[column])
        except InvalidInput as error:
            self._note(row, column, str(error))
            return None

    def _note(self, row: SheetRow, column: str, what: str) -> None:
        self._errors.append(problem_in(row.number, column, what))


def _translation(row: dict[str, str], source_version: int) -> Translation:
    return Translation(
        question=row["question"],
        text=row["text"],
        short_text=row["sms"],
        status=row["status"].strip().lower(),
        reviewed_by=row["reviewed_by"],
        source_version=source_version,
        phrasings=cells.split_lines(row["phrasings"]),
    )


def _of_answer(answer: Answer) -> dict[str, str]:
    return {
        "id": answer.id,
        "topic": answer.topic,
        "country": answer.country,
        "audience": answer.audience,
        "follow_ups": cells.join_names(answer.follow_ups),
        "sources": cells.join_sources(answer.sources),
        "facts": cells.join_names(answer.facts),
        "checked_on": answer.checked_on.isoformat(),
        "review_by": answer.review_by.isoformat(),
    }


def _of_translation(language: str, translation: Translation) -> dict[str, str]:
    return {
        "language": language,
        "question": translation.question,
        "phrasings": cells.join_lines(translation.phrasings),
        "text": translation.text,
        "sms": translation.short_text,
        "status": translation.status,
        "reviewed_by": translation.reviewed_by,
        "source_version": str(translation.source_version),
    }


def _date(cell: str) -> date:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise InvalidInput(f"'{cell.strip()[:40]}' is not a date; write 2026-03-01") from None


def _number(cell: str) -> int:
    if not cell.strip().isascii() or not cell.strip().isdigit() or not 0 < int(cell) < 1_000_000:
        raise InvalidInput(f"'{cell.strip()[:40]}' is not a version; write a number from 1")
    return int(cell)


def _word(cell: str) -> str:
    if not cell.strip():
        raise InvalidInput("it is empty")
    return cell.strip()


_ANSWER_READERS: dict[str, Callable[[str], Any]] = {
    "topic": _word,
    "country": _word,
    "audience": _word,
    "follow_ups": cells.split_names,
    "sources": cells.split_sources,
    "facts": cells.split_names,
    "checked_on": _date,
    "review_by": _date,
}
