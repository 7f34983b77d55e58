"""The full matrix of topics wanted and given."""

from collections.abc import Mapping

from evaluation.report.html import Element, element
from evaluation.report.tables import scrolling

_CAPTION = "Rows: the topic wanted. Columns: the topic given."


def matrix_table(matrix: Mapping[str, Mapping[str, int]]) -> Element:
    """Only topics that were taken for others or given for others have a column beside their own."""
    given = sorted({name for row in matrix.values() for name in row})
    head = element("tr", element("th", ""), [element("th", name, scope="col") for name in given])
    rows = [
        element("tr", element("th", wanted, scope="row"), [_cell(row.get(name, 0), wanted, name) for name in given])
        for wanted, row in matrix.items()
    ]
    content = element(
        "table", element("caption", _CAPTION), element("thead", head), element("tbody", rows), class_="matrix"
    )
    return scrolling(_CAPTION, content)


def _cell(times: int, wanted: str, given: str) -> Element:
    if not times:
        return element("td")
    return element("td", str(times), class_="right" if wanted == given else "wrong")
