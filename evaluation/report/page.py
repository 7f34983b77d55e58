"""`report.html`: what is weak first, then everything, set by set."""

from pathlib import Path

from evaluation.asked import HONEST_FALLBACKS, Outcome
from evaluation.report.charts import Axis, line_chart
from evaluation.report.html import Content, Element, element, style_sheet
from evaluation.report.set_section import set_section
from evaluation.report.tables import table
from evaluation.results import Results
from evaluation.weak import weaknesses

_STYLE = Path(__file__).with_name("style.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WHAT = {
    "questions": "The standing set: written apart from the training phrases, asked in every release.",
    "fresh": "Held out: written apart and not looked at while anything was tuned, so that no text of it is shown here.",
    "development": "For setting thresholds and for writing danger signs. It flatters: its figures are no proof.",
}


def page_of(results: Results) -> str:
    sections = [set_section(found, _WHAT.get(found.name, "")) for found in results.sets]
    body: list[Content] = [
        element("h1", "How well Sanad understands"),
        _meta(results),
        _weak(results),
        element(
            "nav", [element("a", found.name, href=f"#{found.name}") for found in results.sets], _more_links(results)
        ),
        _legend(),
        sections,
        _curves(results),
        _public(results),
    ]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", "How well Sanad understands"),
        style_sheet(_STYLE.read_text(encoding="utf-8")),
    )
    return "<!doctype html>\n" + element("html", head, element("body", element("main", body)), lang="en").html + "\n"


def _meta(results: Results) -> Element:
    said = (
        f"Asked on {results.at.replace('T', ' ')}: {results.turns} messages in {results.seconds:.0f} seconds, each as "
    )
    said += "the first message of a conversation, of real Rasa and the real actions."
    return element("p", said, class_="meta")


def _weak(results: Results) -> Element:
    found = weaknesses(results)
    said = (
        element("ul", [element("li", each) for each in found])
        if found
        else element("p", "Nothing that was looked for.")
    )
    return element("section", element("h2", "What is weak"), said, class_="weak", aria_label="What is weak")


def _more_links(results: Results) -> list[Element]:
    links = [element("a", "thresholds", href="#thresholds")] if results.curves else []
    return [*links, element("a", "public questions", href="#public")] if results.public else links


def _legend() -> Element:
    fallbacks = ", ".join(map(str, HONEST_FALLBACKS))
    said = (
        "Right first is what a person sees: the topic answered, else the first one offered, else the ranking's first. "
        f"A fallback is honest when nothing wrong is claimed: {fallbacks}. “{Outcome.ALARM}” comes before everything. "
        "Figures in grey are of fewer than 30 messages; point at one to see of how many, and where the truth may lie."
    )
    return element("p", said, class_="meta")


def _curves(results: Results) -> Element | str:
    if not results.curves:
        return ""
    lines = {
        code: [(point.answered or 0.0, point.wrong or 0.0) for point in points]
        for code, points in results.curves.items()
    }
    most = max((share for points in lines.values() for _, share in points), default=0.0)
    up = Axis("answered wrongly", last=max(0.05, round(most + 0.02, 2)))
    chart = line_chart("Share answered against share answered wrongly", lines, Axis("answered"), up)
    rows = [
        (f"{code}, {point.threshold:.1f}", point.answered, point.wrong, point.outside_answered)
        for code, points in results.curves.items()
        for point in points
    ]
    return element(
        "section",
        element("h2", "Thresholds", id="thresholds"),
        element(
            "p", "On the development questions: what each threshold of confidence would answer, and at what price."
        ),
        element("figure", chart, element("figcaption", "Thresholds of .1 on the right to .9 on the left.")),
        table("At each threshold", ("", "answered", "wrong", "out of scope answered"), rows),
    )


def _public(results: Results) -> Element | str:
    if not results.public:
        return ""
    rows = [
        (f"{p.name}, {p.kind.replace('_', ' ')}, {p.language}", p.covid_first, p.covid_among_three, p.answered,
         p.answered_off_topic, p.alarms)
        for p in results.public
    ]  # fmt: skip
    head = ("", "COVID-19 first", "among three", "answered", "answered on another topic", "alarms")
    return element(
        "section",
        element("h2", "Public questions", id="public"),
        element("p", "By people who never heard of this project; sources and licences: evaluation/public/README.md. ",
                "Of what is out of scope, every answer is one too many, on another topic most of all."),
        table("Questions of the public", head, rows),
    )  # fmt: skip
