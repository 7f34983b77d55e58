"""Confidence against being right, and what thresholds would do."""

import pytest

from evaluation.calibration import calibration_of, curve_of
from tests.evaluation.made_up import HOURS, WAGES, asked

TOPICS = frozenset({WAGES, HOURS})


def test_confidence_that_is_what_it_says_has_no_error() -> None:
    found = calibration_of([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    assert found.expected_error == pytest.approx(0.0)
    assert found.tenths[7].messages == 4 and found.tenths[7].right == 0.75


def test_too_much_confidence_is_an_error_of_that_much() -> None:
    found = calibration_of([(0.95, False), (0.95, True), (0.25, False), (0.25, False)])
    assert found.expected_error == pytest.approx((2 * 0.45 + 2 * 0.25) / 4)
    assert found.too_sure_by == pytest.approx(0.35)
    assert calibration_of([(0.55, True)]).too_sure_by == pytest.approx(-0.45)


def test_full_confidence_lies_in_the_last_tenth_and_an_empty_tenth_says_nothing() -> None:
    found = calibration_of([(1.0, True)])
    assert found.tenths[9].messages == 1 and found.tenths[0].right is None
    assert calibration_of([]).expected_error is None


def test_a_higher_threshold_answers_less_and_less_wrongly() -> None:
    sure = asked(ranking=((WAGES, 0.85), (HOURS, 0.05)))
    unsure_and_wrong = asked(ranking=((HOURS, 0.45), (WAGES, 0.2)))
    outside = asked(kind="out_of_scope", topics=("out_of_scope",), ranking=((HOURS, 0.55), (WAGES, 0.1)))
    points = {point.threshold: point for point in curve_of([sure, unsure_and_wrong, outside], TOPICS)}
    assert (points[0.4].answered, points[0.4].wrong, points[0.4].outside_answered) == (1.0, 0.5, 1.0)
    assert (points[0.6].answered, points[0.6].wrong, points[0.6].outside_answered) == (0.5, 0.0, 0.0)
    assert points[0.9].answered == 0.0


def test_the_lead_over_the_second_counts_as_in_the_action() -> None:
    close = asked(ranking=((WAGES, 0.46), (HOURS, 0.44)))
    assert all(point.answered == 0.0 for point in curve_of([close], TOPICS))
