"""A language that changes by itself is announced, and one tap changes it back."""

from helpline.domain.effects import Effect
from helpline.domain.turns import Reply
from tests.helpline.conftest import ScriptedBrain, Talk

ENGLISH = "My boss has not paid my salary for three months"
FRENCH = "Mon patron ne me paie pas mon salaire depuis trois mois"


def test_the_new_language_is_said_beneath_the_answer_with_a_way_back(person: Talk, brain: ScriptedBrain) -> None:
    person.says(ENGLISH)
    person.says(FRENCH)
    last = person.heard()[-1]
    assert last["language"] == "fr" and last["text"].endswith("J'écris maintenant en français.")
    assert last["choices"][-1] == {"label": "English", "value": "change_language:en"}
    person.says(choice="change_language:en")
    person.says(FRENCH)
    assert person.heard()[-1]["language"] == "en"


def test_the_first_language_is_not_announced(person: Talk, brain: ScriptedBrain) -> None:
    person.says(FRENCH)
    assert "maintenant en français" not in person.heard()[-1]["text"]


def test_a_short_word_of_another_language_changes_nothing(person: Talk, brain: ScriptedBrain) -> None:
    person.says(FRENCH)
    person.says("ok")
    assert person.heard()[-1]["language"] == "fr"


def test_who_asks_for_a_language_hears_once_that_it_is_written(person: Talk, brain: ScriptedBrain) -> None:
    person.says(FRENCH)
    brain.replies, brain.effects = (Reply("wording", "language_set"),), (Effect("set_language", {"language": "en"}),)
    person.says("can you write in english please")
    assert person.heard()[-1]["text"] == person.services.wording.say("en", "language_set")
