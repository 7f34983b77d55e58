"""Sheets as Excel workbooks: plain text in every cell, no formulas, no macros."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from helpline.content.sheet_cells import COLUMNS
from helpline.errors import ContentError

_SHEET = "answers"
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_CHARACTERS = 32_767
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_WIDTHS = {"question": 40, "phrasings": 40, "text": 70, "sms": 45, "sources": 50, "id": 30}
# Excel's way to write a character that XML cannot hold, and the underscore that only looks like one.
_TO_MARK = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MARKED = re.compile("_x([0-9A-Fa-f]{4})_")


def write_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Raises ContentError when a text is longer than a cell of Excel can be."""
    rows = list(rows)
    longest = max((len(text) for row in rows for text in row), default=0)
    if longest > _MOST_CHARACTERS:
        raise ContentError(f"A text has {longest} characters; a cell of Excel holds {_MOST_CHARACTERS}. Export CSV.")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 14)
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, is_head=number == 0) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(name: str, data: bytes) -> list[list[str]]:
    """Raises ContentError that names the file, and the cell when it is one."""
    _check_package(name, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
        sheet.reset_dimensions()
        return [[_text(name, cell) for cell in row] for row in sheet.iter_rows()]
    except ContentError:
        raise
    except Exception:  # a broken workbook fails in many places of the library
        raise ContentError(f"{name} is not an Excel workbook that can be read; it may be damaged.") from None


def _cell(sheet: Any, text: str, *, is_head: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=_TO_MARK.sub(lambda found: f"_x{ord(found.group()):04X}_", text))
    if text:
        cell.data_type = "s"  # else the library takes what begins with = for a formula
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _check_package(name: str, data: bytes) -> None:
    if data.startswith(_OLD_EXCEL):
        raise ContentError(f"{name} is an old or a protected Excel file. Save it as .xlsx without a password.")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise ContentError(f"{name} is not an Excel workbook that can be read; it may be damaged.") from None
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise ContentError(f"{name} holds macros, which are never read. Save it as .xlsx.")
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise ContentError(f"{name} is too large when it is unpacked.")


def _text(name: str, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        what = "a formula" if cell.data_type == "f" else "an error of Excel"
        raise ContentError(f"{name}, cell {cell.coordinate}: it holds {what}; write the text itself.")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _MARKED.sub(lambda found: chr(int(found.group(1), 16)), str(value))
