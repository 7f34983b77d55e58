"""Sheets as CSV: ours for Excel, and whatever Excel makes of it in different countries."""

import codecs
import csv
import io
from collections.abc import Iterable

from helpline.content.sheet_cells import COLUMNS
from helpline.errors import ContentError

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_CELL = 200_000


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """With the mark by which Excel recognises UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def read_csv(name: str, data: bytes) -> list[list[str]]:
    """Raises ContentError that names the file."""
    text = _decoded(name, data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # a line for Excel that says what separates the cells
        text = rest
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        raise ContentError(
            f"{name} is not a CSV file that can be read: a quotation mark is missing, perhaps."
        ) from None


def _decoded(name: str, data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ContentError(f"{name} is neither UTF-8 nor UTF-16. Save it as `CSV UTF-8` or as .xlsx.") from None
    if "\0" in text:
        raise ContentError(f"{name} is not a text file.")
    return text


def _delimiter(text: str) -> str:
    """The one with which the first row holds most of our columns."""
    first = text.lstrip().split("\n", 1)[0]

    def known(delimiter: str) -> int:
        return len({cell.strip().strip('"').lower() for cell in first.split(delimiter)} & set(COLUMNS))

    return max(_DELIMITERS, key=known)
