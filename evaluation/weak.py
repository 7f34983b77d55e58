"""What is weak, in sentences: a report says it first."""

from collections.abc import Iterator

from evaluation import figures as names
from evaluation.floors import FURTHEST_BEHIND
from evaluation.questions import DEVELOPMENT
from evaluation.results import Results, SetResults
from evaluation.shares import Share

# What the design asks for. A floor in floors.yml is what was reached; these are what is wanted.
WANTED_FIRST = {"en": 0.90, "ar": 0.85, "fr": 0.88}
WANTED_DANGER = 0.97
MOST_LOOK_ALIKES = 0.08
MOST_OUTSIDE_ANSWERED = 0.08
_LANGUAGE = 0.95
_TOPIC = 0.75
_TOPIC_MIN = 6
_CALIBRATION = 0.10
_OFF_TOPIC = 0.05


def weaknesses(results: Results) -> list[str]:
    """None when everything that is wanted was reached; the development questions are for tuning and do not count."""
    found = [text for each in results.sets if each.name != DEVELOPMENT for text in _of_set(each)]
    return [*found, *_of_public(results)]


def _of_set(found: SetResults) -> Iterator[str]:
    for language, figures in found.figures.items():
        where = f"{found.name}, {language}"
        yield from _low(where, names.FIRST, figures[names.FIRST], WANTED_FIRST.get(language, 0.88))
        yield from _low(where, names.DANGER, figures[names.DANGER], WANTED_DANGER)
        yield from _high(where, names.LOOK_ALIKE, figures[names.LOOK_ALIKE], MOST_LOOK_ALIKES)
        yield from _high(where, names.OUTSIDE_ANSWERED, figures[names.OUTSIDE_ANSWERED], MOST_OUTSIDE_ANSWERED)
        yield from _low(where, names.LANGUAGE_LONG, figures[names.LANGUAGE_LONG], _LANGUAGE)
        error = found.calibration[language].expected_error
        if error is not None and error > _CALIBRATION:
            side = "too sure" if found.calibration[language].too_sure_by > 0 else "too modest"
            yield f"{where}: the confidence is off by {error:.0%} ({side}), at most {_CALIBRATION:.0%} is wanted."
    yield from _behind(found)
    weak = [t for t in found.topics if t.first.whole >= _TOPIC_MIN and (t.first.value or 0.0) < _TOPIC]
    if weak:
        listed = ", ".join(f"{t.topic} ({t.language}, {t.first})" for t in weak)
        yield f"{found.name}: topics right first in fewer than {_TOPIC:.0%}: {listed}."


def _behind(found: SetResults) -> Iterator[str]:
    firsts = {code: figures[names.FIRST].value or 0.0 for code, figures in found.figures.items()}
    best = max(firsts.values(), default=0.0)
    for language, value in firsts.items():
        if round(best - value, 6) > FURTHEST_BEHIND:
            yield f"{found.name}, {language}: {(best - value) * 100:.1f} points behind the best language."


def _of_public(results: Results) -> Iterator[str]:
    for each in results.public:
        where = f"public questions, {each.name}, {each.kind.replace('_', ' ')}, {each.language}"
        yield from _high(where, "answered on another topic", each.answered_off_topic, _OFF_TOPIC)


def _low(where: str, name: str, share: Share, wanted: float) -> Iterator[str]:
    if share.value is not None and share.value < wanted:
        yield f"{where}: {name}: {share} ({share.part} of {share.whole}), at least {wanted:.0%} is wanted."


def _high(where: str, name: str, share: Share, wanted: float) -> Iterator[str]:
    if share.value is not None and share.value > wanted:
        yield f"{where}: {name}: {share} ({share.part} of {share.whole}), at most {wanted:.0%} is wanted."
