"""No language falls below its floors or more than five points behind the best: a translation is no second-class help.

A floor that is in the way is lowered in evaluation/floors.yml, where everybody sees it; see docs/evaluation.md.
"""

from collections.abc import Mapping

import pytest

from evaluation import figures as names
from evaluation.asked import Asked
from evaluation.figures import Figures, by_language, figures_of
from evaluation.floors import HIGH_IS_GOOD, LOW_IS_GOOD, Floors, read_floors, shortfalls
from evaluation.shares import Share
from helpline.domain.languages import SERVED

FLOORS = Floors(
    at_least={"en": {names.FIRST: 0.90}, "ar": {names.FIRST: 0.85}},
    at_most={"en": {names.WRONG: 0.05}, "ar": {names.WRONG: 0.05}},
)


def figures(first: int, wrong: int = 4) -> Figures:
    return {names.FIRST: Share(first, 100), names.WRONG: Share(wrong, 100)}


@pytest.mark.timeout(900)  # more than two thousand questions, each answered by Rasa; the first test to want them waits
def test_no_language_falls_behind(standing: list[Asked]) -> None:
    found = {code: figures_of(group) for code, group in by_language(standing).items()}
    missed = shortfalls(found, read_floors())
    assert not missed, "\n".join(["", *missed])


def test_every_language_has_every_floor() -> None:
    floors = read_floors()
    assert floors.at_least.keys() == floors.at_most.keys() == SERVED.keys()
    for language in SERVED:
        assert floors.at_least[language].keys() == set(HIGH_IS_GOOD)
        assert floors.at_most[language].keys() == set(LOW_IS_GOOD)


def test_figures_on_their_floors_are_enough() -> None:
    assert shortfalls({"en": figures(90, wrong=5), "ar": figures(85, wrong=5)}, FLOORS) == []


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"en": figures(89), "ar": figures(86)}, "en: right topic first: found 89.0%, at least 90.0% is required."),
        ({"en": figures(90), "ar": figures(84)}, "ar: right topic first: found 84.0%, at least 85.0% is required."),
        ({"en": figures(90), "ar": figures(86, 6)}, "ar: wrong answer given: found 6.0%, at most 5.0% is allowed."),
        (
            {"en": figures(95), "ar": figures(89)},
            "ar: right topic first: found 89.0%, more than 5 points behind en (95.0%).",
        ),
        ({"en": figures(95)}, "ar: right topic first: found nothing, at least 85.0% is required."),
    ],
)
def test_the_gate_fails_and_names_language_figure_floor_and_what_was_found(
    found: Mapping[str, Figures], said: str
) -> None:
    assert said in shortfalls(found, FLOORS)


def test_five_points_behind_is_still_allowed() -> None:
    assert shortfalls({"en": figures(95), "ar": figures(90)}, FLOORS) == []


def test_a_language_without_floors_may_not_be_behind_either() -> None:
    (said,) = shortfalls({"en": figures(95), "ar": figures(95), "fr": figures(70)}, FLOORS)
    assert said.startswith("fr: right topic first: found 70.0%, more than 5 points behind")
