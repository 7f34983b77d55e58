"""Contrast of at least 4.5 to 1, in light and in dark, for every pair of colours that carries words."""

import re

import pytest

from tests.processes import ROOT

CSS = (ROOT / "bot" / "console" / "static" / "base.css").read_text(encoding="utf-8")
LIGHT, DARK = CSS.split("prefers-color-scheme: dark")[0], CSS.split("prefers-color-scheme: dark")[1]
PAIRS = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "sand"), ("ink", "teal-soft"),
    ("grey", "ground"), ("grey", "surface"), ("grey", "sand"), ("grey", "teal-soft"),
    ("link", "ground"), ("link", "surface"), ("link", "sand"), ("link", "teal-soft"),
    ("on-teal", "teal"), ("urgent", "urgent-soft"), ("urgent", "surface"), ("urgent", "sand"), ("urgent", "teal-soft"),
    ("waiting", "waiting-soft"), ("waiting", "surface"), ("done", "done-soft"), ("done", "surface"),
]  # fmt: skip


def colours(css: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{3,6});", css)
    return {name: tuple(channel(part) for part in split(value)) for name, value in found}


def split(value: str) -> list[str]:
    return [part * 2 for part in value] if len(value) == 3 else [value[at : at + 2] for at in (0, 2, 4)]


def channel(part: str) -> float:
    value = int(part, 16) / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    lights = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05 for red, green, blue in (one, other))
    return lights[1] / lights[0]


@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
@pytest.mark.parametrize("css", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read(css: str, pair: tuple[str, str]) -> None:
    found = colours(css)
    assert contrast(found[pair[0]], found[pair[1]]) >= 4.5


@pytest.mark.parametrize("css", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_fields_can_be_seen(css: str) -> None:
    found = colours(css)
    assert contrast(found["field-line"], found["surface"]) >= 3


def test_no_style_knows_left_from_right() -> None:
    folder = ROOT / "bot" / "console" / "static"
    for path in folder.glob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(
            r"(?<![a-z-])(left|right|top|bottom)\s*:|(margin|padding|border|text-align)[-: ]+(left|right)", css
        ), path
