"""Sheets as files: every text comes back to the last character, and what is no sheet is refused in one line."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from helpline.content import sheet_files
from helpline.content.sheet_answers import read_rows, rows_of
from helpline.content.sheet_cells import COLUMNS, guard, unguard
from helpline.content.sheet_files import read_sheet, write_sheet
from helpline.domain.answers import Answer, Translation
from helpline.domain.languages import SERVED
from helpline.domain.messages import Source
from helpline.errors import ContentError

# What YAML files and the console can hold: no lone surrogates, no control characters but tab and line break.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\t\n")
TEXTS = st.text(LETTERS, min_size=1, max_size=80)
LINES = TEXTS.map(lambda text: text.replace("\n", " ")).filter(str.strip)
NAMES = LINES.map(str.strip).map(lambda text: text.strip("\t"))
IDS = st.from_regex(r"[a-z_]{1,12}(\.[A-Z]{2})?", fullmatch=True)
TRANSLATIONS = st.builds(
    Translation,
    question=TEXTS,
    text=TEXTS,
    short_text=TEXTS,
    status=st.sampled_from(["drafted", "reviewed"]),
    reviewed_by=TEXTS,
    source_version=st.integers(1, 999),
    phrasings=st.lists(LINES, max_size=3).map(tuple),
)
ANSWERS = st.builds(
    Answer,
    id=IDS,
    topic=IDS,
    country=st.sampled_from(["general", "QA", "EU"]),
    audience=st.sampled_from(["worker", "both"]),
    sources=st.lists(st.builds(Source, title=NAMES, publisher=NAMES, url=NAMES), max_size=2).map(tuple),
    facts=st.lists(IDS, max_size=3).map(tuple),
    follow_ups=st.lists(IDS, max_size=3).map(tuple),
    checked_on=st.dates(date(2000, 1, 1)),
    review_by=st.dates(date(2000, 1, 1)),
    translations=st.dictionaries(st.sampled_from(sorted(SERVED)), TRANSLATIONS, min_size=1),
)
ODD = Translation("=1+1", "'=1\n\n- so\n", "+974 _x0041_ @", "drafted", "'", 1, ("- كم؟", "'- «x»", "=cmd"))
ODD_ANSWER = Answer(
    "odd", "unions", "QA", "both", (Source("a | b \\", "\\|", "-"),), (), (), date.min, date.max, {"ar": ODD}
)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(ANSWERS, min_size=1, max_size=3, unique_by=lambda answer: answer.id))
@example(answers=[ODD_ANSWER])
def test_every_answer_comes_back_as_it_was(tmp_path: Path, ending: str, answers: list[Answer]) -> None:
    path = tmp_path / f"answers.{ending}"
    write_sheet(path, rows_of(answers))
    found = read_rows(read_sheet(path))
    assert found.errors == []
    assert [each.answer for each in found.answers] == answers


@given(text=st.text(st.characters(exclude_characters="\r")))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert not guard(text).startswith(("=", "+", "-", "@", "\t"))
    assert unguard(guard(text)) == text


def csv_of(*rows: str) -> bytes:
    return "\r\n".join(rows).encode()


def workbook(*, formula: bool = False, macros: bool = False) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(list(COLUMNS))
    book.active.append(["=1+1" if formula else "x"] * len(COLUMNS))
    book.save(out)
    if macros:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


HEAD = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", csv_of(HEAD + ",colour", "x"), "row 1: unknown column colour"),
        ("a.csv", csv_of(HEAD.replace("sms,", ""), "x"), "row 1: the column sms is missing"),
        ("a.csv", csv_of(HEAD + ",sms", "x"), "the column sms is there twice"),
        ("a.csv", csv_of(HEAD), "has no rows"),
        ("a.csv", b"", "the column id, topic"),
        ("a.csv", csv_of(HEAD, "x" + "," * 30 + "y"), "row 2: it has 31 cells"),
        ("a.csv", csv_of(HEAD, '"never closed'), "quotation mark"),
        ("a.csv", csv_of(HEAD, "caf\xe9").decode().encode("latin-1"), "neither UTF-8 nor UTF-16"),
        ("a.csv", b"\0\1\2", "not a text file"),
        ("a.csv", workbook(), "give it the ending .xlsx"),
        ("a.xlsx", b"PK\x03\x04 broken", "it may be damaged"),
        ("a.xlsx", csv_of(HEAD, "x"), "it may be damaged"),
        ("a.xlsx", workbook()[:-200], "it may be damaged"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "an old or a protected Excel file"),
        ("a.xlsx", workbook(formula=True), "cell A2: it holds a formula"),
        ("a.xlsx", workbook(macros=True), "holds macros"),
        ("a.xlsm", workbook(), "a workbook with macros"),
        ("a.ods", b"x", "neither a .csv nor an .xlsx file"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ContentError) as refusal:
        read_sheet(path)
    assert reason in str(refusal.value) and "\n" not in str(refusal.value) and name in str(refusal.value)


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(ContentError, match="has 50 MB; at most 20 MB"):
        read_sheet(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for name in ("missing.csv", "folder.csv"):
        (tmp_path / "folder.csv").mkdir(exist_ok=True)
        with pytest.raises(ContentError, match="cannot be read"):
            read_sheet(tmp_path / name)


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("xl/a.xml", "w") as part:
        for _ in range(210):
            part.write(bytes(1024 * 1024))
    with pytest.raises(ContentError, match="too large when it is unpacked"):
        read_sheet(path)


def test_a_line_that_says_what_separates_the_cells_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of("sep=;", HEAD.replace(",", ";"), ";".join(["unions", *COLUMNS[1:]])))
    assert read_sheet(path)[0].cells["id"] == "unions"


def test_a_sheet_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.xlsx"
    write_sheet(path, rows_of([ODD_ANSWER]))
    before = path.read_bytes()
    long = Answer(**{**ODD_ANSWER.__dict__, "translations": {"ar": Translation("?", "x" * 40_000, "x", "drafted")}})
    with pytest.raises(ContentError, match="Export CSV"):
        write_sheet(path, rows_of([long]))
    assert path.read_bytes() == before and [each.name for each in tmp_path.iterdir()] == ["answers.xlsx"]


def test_the_workbook_has_its_head_and_can_be_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    write_sheet(path, rows_of([ODD_ANSWER]))
    rows = list(load_workbook(path)["answers"].values)
    assert rows[0] == COLUMNS and rows[1][0] == "odd" and len(rows) == 2
    assert sheet_files.SHEETS == (".csv", ".xlsx")
