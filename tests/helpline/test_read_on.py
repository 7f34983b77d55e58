"""MORE on SMS: the whole answer in pieces, numbers that keep their meaning, and nothing where there is no more."""

from dataclasses import replace

import pytest

from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import further
from helpline.storage.retention import purge
from tests.helpline.conftest import ScriptedBrain, Talk

NUMBER = "+97450000001"
WORDS = {"en": "MORE", "ar": "المزيد", "fr": "suite"}


@pytest.fixture
def texting(services: Services) -> Talk:
    return Talk(services, "sms", NUMBER)


def an_answer() -> tuple[Reply, ...]:
    return (Reply("answer", "unpaid_wages", choices=("feedback_positive:unpaid_wages", "talk_to_human")),)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_the_pieces_together_are_the_whole_answer(texting: Talk, brain: ScriptedBrain, language: str) -> None:
    texting.says(choice=f"change_language:{language}")
    brain.replies = an_answer()
    texting.says("what about my money please, I want to know")
    (first,) = [body for body in texting.heard() if body["answer"]]
    assert first["has_more"]
    pieces = []
    while not pieces or pieces[-1]["has_more"]:
        texting.says(WORDS[language])
        pieces.append(texting.heard()[-1])
        assert count_segments(pieces[-1]["text"]) <= 4 and len(pieces) < 12
    said = " ".join(" ".join(body["text"].split()) for body in pieces)
    assert " ".join(sms_letters(first["text"]).split()) in said
    assert first["answer"]["sources"][0]["url"] in said
    assert [choice["value"] for choice in pieces[-1]["choices"]] == [choice["value"] for choice in first["choices"]]
    assert not any(body["choices"] for body in pieces[:-1])
    assert len(brain.asked) == 1


def test_a_number_means_the_same_after_more(texting: Talk, brain: ScriptedBrain) -> None:
    brain.replies = an_answer()
    texting.says("my boss does not pay my wages")
    texting.says("more")
    texting.says("1")
    assert brain.asked[-1]["choice"] == "feedback_positive:unpaid_wages"


def test_without_more_to_say_or_elsewhere_more_is_a_word_like_others(
    texting: Talk, person: Talk, brain: ScriptedBrain
) -> None:
    texting.says("more")
    person.says("more")
    assert [asked["text"] for asked in brain.asked] == ["more", "more"]
    brain.replies = an_answer()
    person.says("my boss does not pay my wages")
    assert not any(body["has_more"] for body in person.heard())


def test_the_next_answer_replaces_what_was_left(texting: Talk, brain: ScriptedBrain) -> None:
    brain.replies = an_answer()
    texting.says("my boss does not pay my wages")
    texting.says("more")
    brain.replies = (replace(an_answer()[0], name="passport_retention"),)
    texting.says("my boss has my passport")
    texting.says("more")
    assert "passport" in texting.heard()[-1]["text"]


def test_what_is_left_goes_with_the_other_texts(texting: Talk, brain: ScriptedBrain) -> None:
    brain.replies = an_answer()
    texting.says("my boss does not pay my wages")
    with texting.services.database.write() as tx:
        assert further.is_there(tx, texting.conversation_id)
        purge(tx, texting.conversation_id, 100)
        assert not further.is_there(tx, texting.conversation_id)
