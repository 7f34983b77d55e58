"""Signs that are not sure, and the brain's opinion of them."""

import pytest

from helpline.domain.turns import Reply
from tests.helpline.conftest import ScriptedBrain, Talk

DOUBTFUL = "I have bruises"
NO_SIGN = "what happens here is not right"


@pytest.mark.parametrize(
    ("text", "danger", "is_alarm"), [(DOUBTFUL, 0.2, True), (DOUBTFUL, 0.05, False), (NO_SIGN, 0.5, True)]
)
def test_signs_and_brain_decide_together(
    person: Talk, brain: ScriptedBrain, text: str, danger: float, is_alarm: bool
) -> None:
    brain.replies = (Reply("wording", "menu"),)
    brain.danger = danger
    person.says(text)
    reply = person.heard()[0]
    assert reply["urgent"] is is_alarm
    assert person.owner == ("queue" if is_alarm else "bot")
    assert len(brain.asked) == 1


def test_a_doubtful_sign_counts_when_the_brain_cannot_be_asked(person: Talk, brain: ScriptedBrain) -> None:
    brain.is_down = True
    person.says(DOUBTFUL)
    [reply] = person.heard()
    assert reply["urgent"]


@pytest.mark.parametrize(("text", "danger"), [(DOUBTFUL, 0.05), (NO_SIGN, 0.2)])
def test_in_doubt_the_person_is_asked_and_a_tap_raises_the_alarm(
    person: Talk, brain: ScriptedBrain, text: str, danger: float
) -> None:
    brain.danger = danger
    person.says(text)
    answer, question = person.heard()
    assert not answer["urgent"] and person.owner == "bot"
    [choice] = question["choices"]
    assert choice["value"].startswith("in_danger:")
    person.says(choice["label"])
    assert person.heard()[-1]["urgent"] and person.owner == "queue"


def test_in_doubt_it_is_asked_once(person: Talk, brain: ScriptedBrain) -> None:
    brain.danger = 0.2
    person.says(NO_SIGN)
    person.says(NO_SIGN + " today")
    questions = [body for body in person.heard() if body["choices"] and "in_danger" in body["choices"][-1]["value"]]
    assert len(questions) == 1


def test_without_doubt_nothing_is_asked(person: Talk, brain: ScriptedBrain) -> None:
    brain.danger = 0.05
    person.says(NO_SIGN)
    assert len(person.heard()) == 1
