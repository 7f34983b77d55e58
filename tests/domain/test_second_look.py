import pytest

from helpline.domain.safeguarding import Danger
from helpline.domain.second_look import (
    ENOUGH_ALONE,
    ENOUGH_TO_ASK,
    ENOUGH_TO_ASK_WITH_A_SIGN,
    ENOUGH_WITH_A_SIGN,
    danger_after_all,
    is_doubtful,
)

SIGN = Danger("detention", ("detention",), "en")
SURE = Danger("danger_violence", ("danger_violence",), "en", is_sure=True)
RANKING = (("contract", 0.4), ("danger_medical", 0.3))


def test_a_strong_sign_needs_no_second_opinion() -> None:
    assert danger_after_all(SURE, 0.0, RANKING) is SURE


@pytest.mark.parametrize(("probability", "is_danger"), [(ENOUGH_WITH_A_SIGN, True), (ENOUGH_WITH_A_SIGN / 2, False)])
def test_an_ordinary_sign_counts_when_rasa_does_not_contradict(probability: float, is_danger: bool) -> None:
    assert danger_after_all(SIGN, probability, RANKING) is (SIGN if is_danger else None)


def test_rasa_alone_must_be_surer_and_names_the_topic() -> None:
    assert danger_after_all(None, ENOUGH_WITH_A_SIGN, RANKING) is None
    found = danger_after_all(None, ENOUGH_ALONE, RANKING)
    assert found is not None
    assert found.topic == "danger_medical"


@pytest.mark.parametrize(
    ("seen", "probability", "is_asked"),
    [
        (SIGN, 0.0, False),
        (SIGN, ENOUGH_TO_ASK_WITH_A_SIGN, True),
        (SIGN, ENOUGH_WITH_A_SIGN, False),
        (SURE, 0.0, False),
        (None, ENOUGH_TO_ASK, True),
        (None, ENOUGH_TO_ASK / 2, False),
        (None, ENOUGH_ALONE, False),
    ],
)
def test_what_is_neither_plain_nor_harmless_is_asked_about(
    seen: Danger | None, probability: float, is_asked: bool
) -> None:
    assert is_doubtful(seen, probability) is is_asked
