"""Tables with captions, which scroll by themselves on a narrow screen."""

from collections.abc import Iterable, Sequence

from evaluation.report.html import Content, Element, element
from evaluation.shares import Share

_FEW = 30


def table(caption: str, head: Sequence[Content], rows: Iterable[Sequence[object]]) -> Element:
    """The first cell of each row names it. Cells that are shares show how many they are of."""
    body = [element("tr", element("th", _text(row[0]), scope="row"), [_cell(cell) for cell in row[1:]]) for row in rows]
    return scrolling(
        caption,
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", [element("th", cell, scope="col") for cell in head])),
            element("tbody", body),
        ),
    )


def scrolling(name: str, content: Element) -> Element:
    """Can be scrolled with the keyboard, too."""
    return element("div", content, class_="scroll", tabindex=0, role="region", aria_label=name)


def quoted(text: str) -> Element:
    """What a person wrote, in the direction of its own script."""
    return element("bdi", text, dir="auto", class_="quoted")


def folded(summary: str, content: Content) -> Element:
    return element("details", element("summary", summary), content)


def _cell(cell: object) -> Element:
    if isinstance(cell, Share):
        low, high = cell.interval
        told = f"{cell.part} of {cell.whole}; with 95 % likelihood between {low:.0%} and {high:.0%}"
        return element("td", str(cell), title=told if cell.whole else None, class_="few" if cell.whole < _FEW else None)
    if isinstance(cell, Element):
        return element("td", cell, class_="words")
    return element("td", _text(cell))


def _text(cell: object) -> Content:
    if isinstance(cell, Element):
        return cell
    if cell is None:
        return "–"
    return f"{cell:.1%}" if isinstance(cell, float) else str(cell)
