"""`helpline content export` and `load` with sheets: what editors and translators do in a spreadsheet program."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from helpline.content.answers import read_answers
from helpline.content.sheet_answers import rows_of
from helpline.content.sheet_cells import COLUMNS
from helpline.content.sheet_files import write_sheet
from helpline.domain.answers import Answer
from helpline.domain.messages import Source
from helpline.storage.answers import answers_version, find_answer, put_answer, stored_answers, withdraw_answer
from helpline.storage.database import Database
from helpline.storage.schema import answers
from helpline.usecases.load_content import load_content
from tests.cli.conftest import Helpline
from tests.processes import ROOT

CONTENT = {entry.answer.id: entry.answer for entry in read_answers(ROOT / "content")}
UNIONS = CONTENT["unions"]
Said = Callable[[], str]
Rows = list[dict[str, str]]


@pytest.fixture
def loaded(database: Database) -> Database:
    """With three answers of the repository, as the content files left them."""
    with database.write() as tx:
        for name in ("unions", "unions.QA", "covid_travel"):
            put_answer(tx, CONTENT[name], file_digest="from the file")
    return database


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def said() -> str:
        found = capsys.readouterr()
        return found.out + found.err

    return said


def stored(database: Database, answer_id: str) -> Answer:
    with database.read() as tx:
        found = find_answer(tx, answer_id)
    assert found
    return found


def everything(database: Database) -> dict[str, Answer]:
    with database.read() as tx:
        return {name: each.answer for name, each in stored_answers(tx).items()}


def rows_in(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.fixture
def sheet(helpline: Helpline, loaded: Database, tmp_path: Path, said: Said) -> Path:
    """The three answers, nine rows, exported."""
    path = tmp_path / "answers.csv"
    assert helpline("content", "export", str(path)) == 0
    said()
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_and_is_loaded_changes_nothing(
    helpline: Helpline, loaded: Database, tmp_path: Path, said: Said, ending: str
) -> None:
    path = tmp_path / f"answers.{ending}"
    assert helpline("content", "export", str(path)) == 0
    assert "3 answers written" in said()
    before = everything(loaded)
    assert helpline("content", "load", str(path)) == 0
    assert "0 added, 0 changed, 3 left as they are" in said()
    assert everything(loaded) == before


def test_a_language_and_a_topic_can_be_chosen(helpline: Helpline, loaded: Database, tmp_path: Path) -> None:
    path = tmp_path / "arabic.csv"
    assert helpline("content", "export", str(path), "--language", "ar", "--topic", "unions") == 0
    rows = rows_in(path)
    assert {(row["id"], row["language"]) for row in rows} == {("unions", "ar"), ("unions.QA", "ar")}


def test_only_the_language_in_the_sheet_is_changed(helpline: Helpline, loaded: Database, sheet: Path) -> None:
    rows = [row for row in rows_in(sheet) if (row["id"], row["language"]) == ("unions", "ar")]
    rows[0] |= {"question": "هل يحق لي الانضمام إلى نقابة؟", "phrasings": "أريد نقابة\nنقابة العمال"}
    with loaded.read() as tx:
        version = answers_version(tx)
    assert helpline("content", "load", str(write_rows(sheet, rows))) == 0
    after = stored(loaded, "unions")
    assert after.translations["ar"].question == "هل يحق لي الانضمام إلى نقابة؟"
    assert after.translations["ar"].phrasings == ("أريد نقابة", "نقابة العمال")
    assert after.translations["en"] == UNIONS.translations["en"] and after.version == 2
    with loaded.read() as tx:
        assert answers_version(tx) > version, "running processes are told"


def test_the_content_files_no_longer_replace_what_came_from_a_sheet(
    helpline: Helpline, loaded: Database, sheet: Path
) -> None:
    rows = rows_in(sheet)
    rows[0]["question"] = "What is new?"
    helpline("content", "load", str(write_rows(sheet, rows)))
    report = load_content(loaded, ROOT / "content")
    assert report.kept_for_staff == [rows[0]["id"]]
    assert stored(loaded, rows[0]["id"]).translations["en"].question == "What is new?"


def test_what_staff_changed_is_kept_unless_it_is_to_be_overwritten(
    helpline: Helpline, loaded: Database, sheet: Path, said: Said
) -> None:
    with loaded.write() as tx:
        tx.execute(update(answers).where(answers.c.id == "unions").values(changed_by_staff_at=tx.now))
    rows = rows_in(sheet)
    for row in rows:
        row["question"] += " ?"
    write_rows(sheet, rows)
    assert helpline("content", "load", str(sheet)) == 0
    assert "2 changed, 0 left as they are, 1 kept" in said()
    assert stored(loaded, "unions") == UNIONS
    assert helpline("content", "load", str(sheet), "--overwrite") == 0
    assert "1 changed, 2 left as they are, 0 kept" in said()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    helpline: Helpline, loaded: Database, sheet: Path, said: Said
) -> None:
    rows = rows_in(sheet)
    new = [
        {**row, "id": "unions.new", "country": "KW"}
        for row in rows
        if row["id"] == "unions" and row["language"] == "en"
    ]
    rows[0]["question"] = "What is new?"
    before = everything(loaded)
    assert helpline("content", "load", str(write_rows(sheet, rows + new)), "--dry-run") == 0
    words = said()
    assert "added: unions.new" in words and f"changed: {rows[0]['id']}" in words and "2 left as they are" in words
    assert "without ar, fr: unions.new" in words and "Nothing was written" in words
    assert everything(loaded) == before


def test_a_withdrawn_answer_comes_back_by_loading_it(helpline: Helpline, loaded: Database, sheet: Path) -> None:
    with loaded.write() as tx:
        withdraw_answer(tx, "unions")
    assert helpline("content", "load", str(sheet)) == 0
    assert stored(loaded, "unions").translations == UNIONS.translations


def test_every_wrong_row_is_named_and_nothing_is_written(
    helpline: Helpline, loaded: Database, sheet: Path, said: Said
) -> None:
    rows = rows_in(sheet)
    rows[0]["question"] = "What is new?"
    rows[1]["language"] = "xx"
    for row in rows[3:6]:
        row["review_by"] = "31/02/2026"
        row["audience"] = "nobody"
    rows[6] |= {"text": "word " * 101, "status": "perfect", "follow_ups": "nonsense"}
    rows[7]["source_version"] = "two"
    before = everything(loaded)
    assert helpline("content", "load", str(write_rows(sheet, rows))) == 1
    words = said()
    for expected in (
        "row 3, column language: 'xx' is not a language; write one of",
        "row 5, column review_by: '31/02/2026' is not a date; write 2026-03-01",
        "row 9, column follow_ups: it differs from row 8",
        "row 9, column source_version: 'two' is not a version",
    ):
        assert expected in words
    assert "Nothing was written" in words and everything(loaded) == before


def test_what_can_be_read_is_measured_as_the_content_check_does(
    helpline: Helpline, loaded: Database, sheet: Path, said: Said
) -> None:
    rows = [row for row in rows_in(sheet) if row["id"] == "unions"]
    for row in rows:
        row["country"], row["follow_ups"] = "Atlantis", "unions, greet"
    rows[0] |= {"text": "word " * 101, "sms": "x" * 500}
    rows[1] |= {"status": "reviewed", "question": "TODO", "text": rows[1]["text"] + "\n: +974 12"}
    assert helpline("content", "load", str(write_rows(sheet, rows)), "--dry-run") == 1
    words = said()
    for expected in (
        "row 2, column country: the country Atlantis is unknown",
        "row 2, column follow_ups: the follow-up greet leads nowhere",
        "row 2, column follow_ups: its own topic is among its follow-ups",
        "row 2, column text: the text has 101 words",
        "row 2, column sms: the sms needs 4 segments",
        "row 3, column reviewed_by: it is reviewed and does not say by whom",
        "row 3, column question: a placeholder was left",
    ):
        assert expected in words, expected


def test_the_sheets_that_excel_writes_are_read_too(helpline: Helpline, loaded: Database, sheet: Path) -> None:
    rows = rows_in(sheet)
    for number, (encoding, delimiter) in enumerate((("utf-16", "\t"), ("utf-16", ";"), ("utf-8", ";"))):
        rows[0]["question"] = f"كم {number}؟"
        write_rows(sheet, rows, encoding=encoding, delimiter=delimiter)
        assert helpline("content", "load", str(sheet), "--overwrite") == 0, (encoding, delimiter)
        assert stored(loaded, rows[0]["id"]).translations["en"].question == f"كم {number}؟"


def test_a_workbook_that_went_through_a_spreadsheet_program_is_read(
    helpline: Helpline, loaded: Database, tmp_path: Path
) -> None:
    """Dates became dates and numbers became numbers, and an empty row was left."""
    path = tmp_path / "answers.xlsx"
    helpline("content", "export", str(path), "--topic", "covid_travel")
    book = load_workbook(path)
    sheet = book.active
    for row in range(2, 5):
        sheet.cell(row, COLUMNS.index("review_by") + 1).value = datetime(2027, 1, 15)
        sheet.cell(row, COLUMNS.index("source_version") + 1).value = 2.0
    sheet.cell(9, 1).value = "  "
    book.save(path)
    assert helpline("content", "load", str(path)) == 0
    after = stored(loaded, "covid_travel")
    assert after.review_by.isoformat() == "2027-01-15" and after.translations["fr"].source_version == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_in_a_sheet_is_a_formula(helpline: Helpline, loaded: Database, tmp_path: Path, ending: str) -> None:
    evil = replace(UNIONS.translations["en"], question='=HYPERLINK("https://evil.example")', reviewed_by="@SUM(A1)")
    with loaded.write() as tx:
        put_answer(tx, replace(UNIONS, translations={**UNIONS.translations, "en": evil}), file_digest="1")
    path = tmp_path / f"answers.{ending}"
    helpline("content", "export", str(path))
    if ending == "csv":
        cells = [cell for row in rows_in(path) for cell in row.values()]
    else:
        cells = [cell.value or "" for row in load_workbook(path).active for cell in row]
        assert all(cell.data_type != "f" for row in load_workbook(path).active for cell in row)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_content_files_can_be_written_and_read_again(
    helpline: Helpline, loaded: Database, tmp_path: Path, said: Said
) -> None:
    with loaded.write() as tx:
        phrased = replace(UNIONS.translations["ar"], phrasings=("نقابة: ما هي", "- نقابة"))
        put_answer(tx, replace(UNIONS, translations={**UNIONS.translations, "ar": phrased}), file_digest="1")
    assert helpline("content", "export", str(tmp_path / "written")) == 0
    found = {entry.answer.id: replace(entry.answer, version=0) for entry in read_answers(tmp_path / "written")}
    assert found == {name: replace(answer, version=0) for name, answer in everything(loaded).items()}
    assert helpline("content", "export", str(tmp_path / "written")) == 1
    assert "Choose another folder" in said()


def test_a_source_with_a_bar_in_its_title_comes_back_as_it_was(
    helpline: Helpline, loaded: Database, sheet: Path
) -> None:
    odd = Source("Law | part \\ two", "Ministry", "https://law.example/?a=1|2")
    with loaded.write() as tx:
        put_answer(tx, replace(UNIONS, sources=(odd,)), file_digest="1")
    write_sheet(sheet, rows_of([replace(UNIONS, sources=(odd, odd))]))
    assert helpline("content", "load", str(sheet)) == 0
    assert stored(loaded, "unions").sources == (odd, odd)
