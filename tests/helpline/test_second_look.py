"""Signs that are not sure, and the brain's opinion of them."""

import pytest

from helpline.domain.turns import Reply
from tests.helpline.conftest import ScriptedBrain, Talk

DOUBTFUL = "I have bruises"
NO_SIGN = "what happens here is not right"


@pytest.mark.parametrize(
    ("text", "danger", "is_alarm"), [(DOUBTFUL, 0.2, True), (DOUBTFUL, 0.05, False), (NO_SIGN, 0.4, True)]
)
def test_signs_and_brain_decide_together(
    person: Talk, brain: ScriptedBrain, text: str, danger: float, is_alarm: bool
) -> None:
    brain.replies = (Reply("wording", "menu"),)
    brain.danger = danger
    person.says(text)
    [reply] = person.heard()
    assert reply["urgent"] is is_alarm
    assert person.owner == ("queue" if is_alarm else "bot")
    assert len(brain.asked) == 1


def test_a_doubtful_sign_counts_when_the_brain_cannot_be_asked(person: Talk, brain: ScriptedBrain) -> None:
    brain.is_down = True
    person.says(DOUBTFUL)
    [reply] = person.heard()
    assert reply["urgent"]
