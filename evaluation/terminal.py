"""The tables that `make evaluate` prints."""

from collections.abc import Iterable, Mapping, Sequence

from evaluation.asked import HONEST_FALLBACKS
from evaluation.results import Results, SetResults
from evaluation.shares import Share

_NAMED = 12


def print_results(results: Results) -> None:
    for found in results.sets:
        _print_set(found)
    if results.public:
        print("\nPublic questions (evaluation/public)")
        rows = [
            (f"{p.name}, {p.kind}, {p.language}", p.covid_first, p.covid_among_three, p.answered, p.answered_off_topic)
            for p in results.public
        ]
        print_table(("", "COVID first", "among three", "answered", "on another topic"), rows)
    for language, points in results.curves.items():
        print(f"\nThresholds, {language} (evaluation/development)")
        curve = [(f"{p.threshold:.1f}", *map(_per_cent, (p.answered, p.wrong, p.outside_answered))) for p in points]
        print_table(("threshold", "answered", "wrong", "out of scope answered"), curve)
    print(f"\n{results.turns} turns in {results.seconds:.0f} s.")


def _print_set(found: SetResults) -> None:
    languages = list(found.figures)
    print(f"\nevaluation/{found.name}: {sum(sum(kinds.values()) for kinds in found.messages.values())} messages")
    names = list(next(iter(found.figures.values()), {}))
    print_table(("", *languages), [(name, *(found.figures[code][name] for code in languages)) for name in names])
    print("\nWhat the questions got")
    got = {outcome for counts in found.outcomes.values() for outcome in counts}
    order = sorted(got, key=lambda outcome: (outcome not in map(str, HONEST_FALLBACKS), outcome))
    print_table(("", *languages), [(name, *_outcome_shares(found.outcomes, name, languages)) for name in order])
    print("\nLanguage right, by letters")
    bands = list(next(iter(found.language_by_length.values()), {}))
    print_table(("", *languages), [(b, *(found.language_by_length[c][b] for c in languages)) for b in bands])
    print("\nMost often taken for another topic")
    pairs = [(f"{pair.wanted} → {pair.given}", str(pair.times)) for pair in found.mistaken[:_NAMED]]
    print_table(("wanted → given", "times"), pairs)
    print("\nWeakest topics")
    weakest = [(f"{t.topic}, {t.language}", t.first, t.among_three, t.wrong, t.fallback) for t in found.topics[:_NAMED]]
    print_table(("", "first", "among three", "wrong", "fallback"), weakest)
    print("\nExpected calibration error")
    print_table(("", *languages), [("", *(_per_cent(found.calibration[c].expected_error) for c in languages))])


def _outcome_shares(outcomes: Mapping[str, Mapping[str, int]], name: str, languages: Iterable[str]) -> list[Share]:
    return [Share(outcomes.get(c, {}).get(name, 0), sum(outcomes.get(c, {}).values())) for c in languages]


def _per_cent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """The first column to the left, figures to the right, each as wide as it must be."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *others = (
            cell.ljust(w) if not n else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]).rstrip())
