"""How well languages are told apart, by the length of the text."""

from collections import Counter
from collections.abc import Callable, Iterable

from evaluation.asked import Asked
from evaluation.questions import Question
from evaluation.shares import Share, share_of

# From so many letters on, up to so many.
BANDS = ((1, 5), (6, 11), (12, 25), (26, 60), (61, 10_000))
NOT_SHOWN = "not shown"


def name_of(band: tuple[int, int]) -> str:
    first, last = band
    return f"{first}–{last}" if last < BANDS[-1][1] else f"over {first - 1}"


def by_length(asked: Iterable[Asked]) -> dict[str, Share]:
    listed = [(a.question, a.language_found) for a in asked]
    return {
        name_of((first, last)): share_of(
            [pair for pair in listed if first <= pair[0].letters <= last], lambda pair: pair[0].language == pair[1]
        )
        for first, last in BANDS
    }


def taken_for(asked: Iterable[Asked]) -> dict[str, int]:
    """The languages found, most frequent first."""
    return dict(Counter(a.language_found or NOT_SHOWN for a in asked).most_common())


def right_by(identify: Callable[[str], str], questions: Iterable[Question]) -> Share:
    return share_of(questions, lambda question: identify(question.text) == question.language)
