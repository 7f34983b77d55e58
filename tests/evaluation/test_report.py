"""The report is one well-formed page that runs nothing and asks nobody, whatever people wrote."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evaluation.calibration import CurvePoint
from evaluation.public import public_figures
from evaluation.report.charts import WIDTH, Axis, bar_chart, line_chart
from evaluation.report.html import element
from evaluation.report.page import page_of
from evaluation.results import Results, curves_of, results_of
from evaluation.saving import save
from evaluation.weak import weaknesses
from tests.evaluation.made_up import HOURS, WAGES, asked, not_understood, wrongly_answered

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&"
ARABIC = "وين راتبي؟ 3 شهور ما استلمت salary"
VOID = {"meta", "link", "br"}


class Tags(HTMLParser):
    """Fails when an element is closed that is not open; gathers what the page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def results() -> Results:
    found = [
        asked(),
        wrongly_answered(),
        not_understood(),
        asked(text=EVIL, ranking=((HOURS, 0.7),)),
        asked(language="ar", text=ARABIC, ranking=((HOURS, 0.7),)),
        asked(kind="urgent", topics=("danger_violence",), text=EVIL),
        asked(kind="harmless", alarm="danger_violence", alarm_by_signs="danger_violence"),
        asked(kind="out_of_scope", topics=("out_of_scope",)),
    ]
    public = public_figures("real", [asked(kind="covid", topics=())])
    sets = [results_of("questions", found), results_of("fresh", found, is_held_out=True)]
    return Results("2026-01-02T03:04:05+00:00", 1.5, 9, sets, public, curves_of(found, frozenset({WAGES, HOURS})))


@pytest.fixture(scope="module")
def page(results: Results) -> Tags:
    tags = Tags()
    tags.feed(page_of(results))
    assert tags.open == []
    return tags


def test_nothing_that_people_wrote_becomes_a_part_of_the_page(page: Tags) -> None:
    assert {"script", "img", "link", "iframe", "object"}.isdisjoint(tag for tag, _ in page.seen)
    assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)
    assert EVIL in page.text


def test_the_page_asks_nobody(page: Tags, results: Results) -> None:
    for _, attributes in page.seen:
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in page_of(results) and "@import" not in page_of(results)


def test_every_table_has_a_caption_and_every_row_a_name(page: Tags) -> None:
    names = [tag for tag, _ in page.seen]
    assert names.count("table") == names.count("caption") > 10
    assert {attributes.get("scope") for tag, attributes in page.seen if tag == "th"} <= {"row", "col", None}


def test_what_people_wrote_has_the_direction_of_its_script(page: Tags) -> None:
    assert ARABIC in page.text
    assert all(attributes.get("dir") == "auto" for tag, attributes in page.seen if tag == "bdi")


def test_what_is_weak_stands_before_any_figure(results: Results) -> None:
    html = page_of(results)
    assert weaknesses(results)
    assert html.index("What is weak") < html.index("<table")


def test_no_text_that_is_held_out_is_shown(results: Results) -> None:
    held_out = results.sets[1]
    assert held_out.misses == [] and not any(pair.examples for pair in held_out.mistaken)
    assert results.sets[0].misses


def test_the_page_fits_a_phone_and_both_lights(page: Tags, results: Results) -> None:
    assert any(attributes.get("name") == "viewport" for _, attributes in page.seen)
    assert "prefers-color-scheme: dark" in page_of(results)


def test_charts_are_well_formed_and_stay_in_their_frame() -> None:
    lines = {"<ar>": [(0.0, 0.0), (0.5, 2.0)], "en": [(0.5, 0.9), (1.0, 1.0)], "none": []}
    chart = line_chart("A & B", lines, Axis("answered"), Axis("wrong", last=0.5), diagonal=True)
    root = ElementTree.fromstring(chart.html)
    assert root.findtext("{*}title") == "A & B"
    assert "<ar>" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    numbers = [float(x) for x in re.findall(r"[\d.]+", " ".join(line.get("points", "") for line in root.iter()))]
    assert numbers and all(0 <= number <= WIDTH for number in numbers)


def test_names_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    same = {name: [(0.2, 0.5), (1.0, 0.5)] for name in ("ar", "en", "fr", "other")}
    root = ElementTree.fromstring(line_chart("Same", same, Axis("x"), Axis("y")).html)
    places = [float(text.get("y", "")) for text in root.iter() if text.get("class") == "name"]
    assert len(places) == 4 and min(abs(a - b) for a in places for b in places if a != b) > 10
    assert len(set(places)) == 4


def test_bars_are_as_long_as_their_share() -> None:
    root = ElementTree.fromstring(
        bar_chart("Bars", [("en", 1.0, "100 %"), ("ar", 0.5, "50 %"), ("fr", None, "–")]).html
    )
    lengths = [float(bar.get("width", "")) for bar in root.iter() if bar.get("class") == "bar"]
    assert lengths[1] == pytest.approx(lengths[0] / 2) and lengths[2] == 0.0


def test_attributes_are_escaped() -> None:
    assert element("p", "a < b", title='"x" & <y>').html == ('<p title="&quot;x&quot; &amp; &lt;y&gt;">a &lt; b</p>')


def test_the_results_are_strict_json_with_shares_as_counts(results: Results, tmp_path: Path) -> None:
    save(results, tmp_path / "latest.json")
    data = json.loads((tmp_path / "latest.json").read_text(encoding="utf-8"), parse_constant=pytest.fail)
    first = data["sets"][0]["figures"]["en"]["right topic first"]
    assert first == {"part": 1, "whole": 4, "value": 0.25}


def test_a_curve_without_messages_is_drawn_all_the_same() -> None:
    empty = Results("2026-01-02", 0.0, 0, [], [], {"en": [CurvePoint(0.5, None, None, None)]})
    assert "Nothing that was looked for." in page_of(empty)
