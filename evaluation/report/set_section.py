"""Everything about one set of questions."""

from collections.abc import Sequence

from evaluation.figures import FIRST
from evaluation.report.charts import Axis, bar_chart, line_chart
from evaluation.report.confusion import matrix_table
from evaluation.report.html import Element, element
from evaluation.report.tables import folded, quoted, table
from evaluation.results import Miss, SetResults
from evaluation.shares import Share

_PAIRS = 40


def set_section(found: SetResults, what: str) -> Element:
    counts = ", ".join(f"{code} {sum(kinds.values())}" for code, kinds in found.messages.items())
    return element(
        "section",
        element("h2", f"evaluation/{found.name}", id=found.name),
        element("p", f"{what} Messages: {counts}."),
        _figures(found),
        _charts(found),
        _outcomes(found),
        _languages(found),
        _danger(found),
        _topics(found),
        _confusion(found),
        _misses(found.misses),
    )


def _figures(found: SetResults) -> Element:
    codes = list(found.figures)
    names = next(iter(found.figures.values()), {})
    rows = [(name, *(found.figures[code][name] for code in codes)) for name in names]
    return table("Figures per language", ("", *codes), rows)


def _charts(found: SetResults) -> Element:
    bars = [(code, figures[FIRST].value, str(figures[FIRST])) for code, figures in found.figures.items()]
    lines = {
        code: [(t.confidence, t.right) for t in each.tenths if t.confidence is not None and t.right is not None]
        for code, each in found.calibration.items()
    }
    errors = ", ".join(f"{code} {_points(each.expected_error)}" for code, each in found.calibration.items())
    chart = line_chart("Reliability", lines, Axis("confidence"), Axis("right"), diagonal=True)
    tenths = [
        (f"{code}, {t.from_confidence:.1f}–{t.from_confidence + 0.1:.1f}", t.messages, t.confidence, t.right)
        for code, each in found.calibration.items()
        for t in each.tenths
        if t.messages
    ]
    said = (
        f"Reliability per tenth: on the dotted line, confidence is what it says; above it, too modest. Error: {errors}."
    )
    figures = element("div", _figure(bar_chart(FIRST, bars), FIRST.capitalize()), _figure(chart, said), class_="charts")
    numbers = table("Reliability per tenth of confidence", ("", "messages", "mean confidence", "right"), tenths)
    return element("div", figures, folded("Reliability in numbers", numbers))


def _figure(chart: Element, said: str) -> Element:
    return element("figure", chart, element("figcaption", said))


def _points(error: float | None) -> str:
    return "–" if error is None else f"{error * 100:.1f} points"


def _outcomes(found: SetResults) -> list[Element]:
    both = (("What questions get", found.outcomes), ("What messages out of scope get", found.outcomes_outside))
    tables = []
    for caption, counts in both:
        names = dict.fromkeys(name for each in counts.values() for name in each)
        rows = [(name, *(Share(each.get(name, 0), sum(each.values())) for each in counts.values())) for name in names]
        tables.append(table(caption, ("", *counts), rows))
    return tables


def _languages(found: SetResults) -> list[Element]:
    codes = list(found.language_by_length)
    bands = next(iter(found.language_by_length.values()), {})
    rows = [(band, *(found.language_by_length[code][band] for code in codes)) for band in bands]
    taken = sorted({name for each in found.language_taken_for.values() for name in each})
    confused = [(code, *(found.language_taken_for[code].get(name, 0) for name in taken)) for code in codes]
    return [
        element("h3", "Telling languages apart"),
        table("Language right, by number of letters", ("letters", *codes), rows),
        table("Languages taken for others (messages)", ("written in", *taken), confused),
    ]


def _danger(found: SetResults) -> list[Element]:
    recall = [
        (f"{d.topic}, {d.language}", d.by_signs, d.by_brain, d.recognised, d.named, d.recognised.whole)
        for d in found.danger
    ]
    false = [
        (f"{f.topic}, {f.language}", f.kind.replace("_", " "), f.by_signs, f.by_brain, f.in_all, f.of)
        for f in found.false_alarms
    ]
    return [
        element("h3", "Danger"),
        table("Recognised", ("", "by signs alone", "by Rasa alone", "in all", "topic right", "messages"), recall),
        table("False alarms", ("", "on", "by signs alone", "by Rasa alone", "in all", "messages"), false),
    ]


def _topics(found: SetResults) -> Element:
    rows = [
        (f"{t.topic}, {t.language}", t.first, t.among_three, t.wrong, t.fallback, t.first.whole) for t in found.topics
    ]
    head = ("", "right first", "among three", "wrong answer", "honest fallback", "questions")
    return folded("Every topic, weakest first", table("Topics, weakest first", head, rows))


def _confusion(found: SetResults) -> list[Element]:
    rows = [
        (f"{pair.wanted} → {pair.given}", pair.times, element("div", [quoted(text) for text in pair.examples]))
        for pair in found.mistaken[:_PAIRS]
    ]
    return [
        element("h3", "Topics taken for others"),
        table("Wanted → given, most frequent first", ("", "times", "for example"), rows),
        folded("Full matrix", matrix_table(found.matrix)),
    ]


def _misses(misses: Sequence[Miss]) -> Element | str:
    if not misses:
        return ""
    rows = [
        (miss.id, element("div", quoted(miss.text)), ", ".join(miss.wanted) or "–", miss.given or "–", miss.outcome)
        for miss in misses
    ]
    return folded(
        f"Everything that went wrong: {len(rows)} messages",
        table("Messages that went wrong", ("", "message", "wanted", "given", "got"), rows),
    )
