"""Small charts as SVG, drawn to be read without colours too: every series has its own dash and is named at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.report.html import Element, element

WIDTH, HEIGHT = 480, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 40, 12, 44
_NAME_HEIGHT = 13
_DASHES = ("", "7 3", "2 3", "9 3 2 3")

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """From where to where, in what steps, and what it means."""

    label: str
    last: float = 1.0
    steps: int = 5

    def ticks(self) -> list[float]:
        return [self.last * step / self.steps for step in range(self.steps + 1)]


def line_chart(
    title: str, series: Mapping[str, Sequence[Point]], across: Axis, up: Axis, *, diagonal: bool = False
) -> Element:
    """Shares as lines; with `diagonal`, the line on which both axes are equal is drawn for comparison."""
    drawn = [_frame(across, up)]
    if diagonal:
        drawn.append(_path([(0.0, 0.0), (across.last, up.last)], across, up, "diagonal"))
    ends: list[float] = []
    for number, (name, points) in enumerate(series.items()):
        if points:
            drawn.append(_series(number, name, points, across, up, ends))
    return _svg(title, drawn, HEIGHT)


def bar_chart(title: str, bars: Sequence[tuple[str, float | None, str]], last: float = 1.0) -> Element:
    """Horizontal bars: name, length, and what to write behind it."""
    row, name_width, behind = 26, 150, 64
    room = WIDTH - name_width - behind
    drawn: list[Element] = []
    for number, (name, value, shown) in enumerate(bars):
        y = number * row + 6
        length = max(0.0, min(1.0, (value or 0.0) / last)) * room if last else 0.0
        drawn += [
            element("text", name, x=name_width - 8, y=y + 14, text_anchor="end"),
            element("rect", x=name_width, y=y, width=room, height=18, class_="track"),
            element("rect", x=name_width, y=y, width=_number(length), height=18, class_="bar"),
            element("text", shown, x=name_width + room + 6, y=y + 14),
        ]
    return _svg(title, drawn, len(bars) * row + 8)


def _svg(title: str, drawn: Sequence[Element], height: int) -> Element:
    return element(
        "svg",
        element("title", title),
        list(drawn),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        direction="ltr",
    )


def _frame(across: Axis, up: Axis) -> Element:
    bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    drawn = []
    for tick in up.ticks():
        _, y = _place((0.0, tick), across, up)
        drawn.append(element("line", x1=_LEFT, x2=right, y1=_number(y), y2=_number(y), class_="grid"))
        drawn.append(element("text", _percent(tick), x=_LEFT - 6, y=_number(y + 4), text_anchor="end"))
    for tick in across.ticks():
        x, _ = _place((tick, 0.0), across, up)
        drawn.append(element("text", _percent(tick), x=_number(x), y=bottom + 16, text_anchor="middle"))
    middle = (_LEFT + right) / 2
    drawn.append(element("text", across.label, x=_number(middle), y=HEIGHT - 6, text_anchor="middle", class_="axis"))
    turned = f"rotate(-90 12 {(_TOP + bottom) // 2})"
    drawn.append(
        element("text", up.label, x=12, y=(_TOP + bottom) // 2, text_anchor="middle", transform=turned, class_="axis")
    )
    return element("g", drawn, class_="frame")


def _series(number: int, name: str, points: Sequence[Point], across: Axis, up: Axis, ends: list[float]) -> Element:
    """`ends` remembers where names stand already, so that none stands on another."""
    x, y = _place(points[-1], across, up)
    aside = _NAME_HEIGHT if y < HEIGHT / 2 else -_NAME_HEIGHT
    while any(abs(y - taken) < _NAME_HEIGHT for taken in ends):
        y += aside
    ends.append(y)
    dots = [_dot(point, across, up) for point in points]
    label = element("text", name, x=_number(x + 7), y=_number(y + 4), class_="name")
    line = _path(points, across, up, "line", _DASHES[number % len(_DASHES)])
    return element("g", line, dots, label, class_=f"series s{number % len(_DASHES)}")


def _dot(point: Point, across: Axis, up: Axis) -> Element:
    x, y = _place(point, across, up)
    told = element("title", f"{_percent(point[0])}: {point[1]:.1%}")
    return element("circle", told, cx=_number(x), cy=_number(y), r=3)


def _path(points: Sequence[Point], across: Axis, up: Axis, kind: str, dashes: str = "") -> Element:
    places = (_place(point, across, up) for point in points)
    line = " ".join(f"{_number(x)},{_number(y)}" for x, y in places)
    return element("polyline", points=line, class_=kind, stroke_dasharray=dashes or None)


def _place(point: Point, across: Axis, up: Axis) -> Point:
    width, height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    x = min(1.0, max(0.0, point[0] / across.last))
    y = min(1.0, max(0.0, point[1] / up.last))
    return _LEFT + x * width, HEIGHT - _BOTTOM - y * height


def _percent(value: float) -> str:
    return f"{value * 100:.0f} %"


def _number(value: float) -> str:
    return f"{value:.1f}"
