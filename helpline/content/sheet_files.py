"""Reading and writing a sheet of answers, as CSV or as an Excel workbook."""

import os
from collections.abc import Iterable
from pathlib import Path

from helpline.content.sheet_cells import COLUMNS, SheetRow, guard, unguard
from helpline.content.sheet_csv import read_csv, write_csv
from helpline.content.sheet_xlsx import read_xlsx, write_xlsx
from helpline.errors import ContentError

LARGEST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
_READERS = {".csv": read_csv, ".xlsx": read_xlsx}
SHEETS = tuple(_READERS)


def write_sheet(path: Path, rows: Iterable[dict[str, str]]) -> None:
    table = [list(COLUMNS), *([guard(row[column]) for column in COLUMNS] for row in rows)]
    write_whole(path, write_csv(table) if path.suffix.lower() == ".csv" else write_xlsx(table))


def write_whole(path: Path, data: bytes) -> None:
    """The file appears whole or not at all. Raises ContentError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ContentError(f"{path} cannot be written ({error.strerror}).") from None


def read_sheet(path: Path) -> list[SheetRow]:
    """Without empty rows. Raises ContentError, in one line, when the file as a whole is wrong."""
    table = _table(path)
    columns = _columns(path.name, table[0] if table else [])
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise ContentError(
                f"{path.name}, row {number}: it has {len(cells)} cells, and there are {len(columns)} columns."
            )
        filled = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        rows.append(SheetRow(number, {name: unguard(cell) for name, cell in zip(columns, filled, strict=True) if name}))
    if not rows:
        raise ContentError(f"{path.name} has no rows.")
    if len(rows) > MOST_ROWS:
        raise ContentError(f"{path.name} has {len(rows)} rows; at most {MOST_ROWS}.")
    return rows


def _table(path: Path) -> list[list[str]]:
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xltm", ".xlsb"):
        raise ContentError(f"{path.name} is a workbook with macros, which are never read. Save it as .xlsx.")
    if suffix not in _READERS:
        raise ContentError(f"{path.name} is neither a .csv nor an .xlsx file.")
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise ContentError(
                f"{path.name} has {size // 1024**2} MB; at most {LARGEST_BYTES // 1024**2} MB can be loaded."
            )
        data = path.read_bytes()
    except OSError as error:
        raise ContentError(f"{path} cannot be read ({error.strerror}).") from None
    if suffix == ".csv" and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ContentError(f"{path.name} is an Excel file; give it the ending .xlsx.")
    return _READERS[suffix](path.name, data)


def _columns(name: str, head: list[str]) -> list[str]:
    """The names in row 1; behind the last one cells may be empty."""
    columns = [cell.strip().lower() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    if unknown := [column or "(without a name)" for column in columns if column not in COLUMNS]:
        raise ContentError(f"{name}, row 1: unknown column {', '.join(unknown[:5])}; known are {', '.join(COLUMNS)}.")
    if missing := [column for column in COLUMNS if column not in columns]:
        raise ContentError(f"{name}, row 1: the column {', '.join(missing)} is missing.")
    if repeated := sorted({column for column in columns if columns.count(column) > 1}):
        raise ContentError(f"{name}, row 1: the column {', '.join(repeated)} is there twice.")
    return columns
