"""What the actions say and what they want changed."""

import pytest

from actions.affirm import ActionAffirm
from actions.answer import ActionAnswer
from actions.choose_language import ActionChooseLanguage
from actions.fall_back import ActionFallBack
from actions.give_country import ActionGiveCountry
from actions.hand_over import ActionHandOver
from actions.response import Response
from actions.urgent import ActionUrgent
from helpline.content.languages import read_language_names
from helpline.usecases.find_answer import FaqReader
from tests.actions.conftest import CONTENT, turn


def names(response: Response) -> list[str]:
    return [reply.name for reply in response.replies]


def effects(response: Response) -> dict[str, dict[str, str]]:
    return {effect.type: dict(effect.values) for effect in response.effects}


def test_without_a_country_the_general_part_comes_at_once_and_the_country_is_asked_beneath(faq: FaqReader) -> None:
    response = ActionAnswer(faq).respond(turn("my boss took my passport", intent="passport_retention"))
    assert names(response) == ["passport_retention", "ask_country"]
    assert "give_country:SA" in response.replies[1].choices
    assert response.slots["last_topic"] == "passport_retention"


def test_a_country_in_the_question_counts_at_once_and_is_remembered(faq: FaqReader) -> None:
    response = ActionAnswer(faq).respond(turn("they took my passport in kuwait", intent="passport_retention"))
    assert names(response) == ["passport_retention.KW"]
    assert effects(response)["set_country"] == {"country": "KW"}


def test_a_known_country_is_not_asked_again(faq: FaqReader) -> None:
    response = ActionAnswer(faq).respond(turn("my passport", intent="passport_retention", country="SA"))
    assert names(response) == ["passport_retention.SA"]


def test_a_country_without_a_checked_rule_gets_the_general_answer_and_a_plain_word(faq: FaqReader) -> None:
    response = ActionAnswer(faq).respond(turn("my passport", intent="passport_retention", country="ES"))
    assert names(response) == ["passport_retention"]
    assert response.replies[0].params["country_missing"] == "ES"


def test_the_country_that_is_said_afterwards_refines_the_answer(faq: FaqReader) -> None:
    action = ActionGiveCountry(faq)
    response = action.respond(
        turn("and in Bahrain?", intent="give_country", slots={"last_topic": "passport_retention"}, country="SA")
    )
    assert names(response) == ["passport_retention.BH"]
    assert effects(response)["set_country"] == {"country": "BH"}


def test_a_country_alone_is_noted(faq: FaqReader) -> None:
    response = ActionGiveCountry(faq).respond(turn("I am from Nepal and work in Oman", intent="give_country"))
    assert names(response) == ["country_noted"]
    assert effects(response) == {"set_country": {"country": "OM"}, "set_origin": {"country": "NP"}}


def test_several_likely_topics_are_offered(faq: FaqReader) -> None:
    response = ActionAnswer(faq).respond(
        turn("money and holiday", intent="leave", confidence=0.3, others=(("unpaid_wages", 0.28), ("greet", 0.1)))
    )
    assert names(response) == ["did_you_mean"]
    assert response.replies[0].choices == ("leave", "unpaid_wages", "none_of_these", "talk_to_human")


def test_not_understood_is_clarified_once_and_then_goes_to_a_person(faq: FaqReader) -> None:
    action = ActionFallBack(faq)
    first = action.respond(turn("asdf", intent="nlu_fallback"))
    assert names(first) == ["clarify"] and first.slots["clarified"] == 1
    second = action.respond(turn("asdf", intent="nlu_fallback", slots=dict(first.slots)))
    assert effects(second)["open_case"]["reason"] == "not_understood"


def test_out_of_scope_gets_no_answer_from_the_faq(faq: FaqReader) -> None:
    response = ActionFallBack(faq).respond(turn("who won the match", intent="out_of_scope"))
    assert names(response) == ["out_of_scope"]
    assert not effects(response)


def test_a_doubtful_small_talk_is_not_acted_on(faq: FaqReader) -> None:
    response = ActionAffirm(faq).respond_if_sure(turn("what is the weather", intent="affirm", confidence=0.2))
    assert names(response) == ["clarify"]


def test_danger_is_acted_on_even_when_it_is_doubtful(faq: FaqReader) -> None:
    response = ActionUrgent(faq).respond_if_sure(turn("he has a knife", intent="danger_violence", confidence=0.35))
    assert response.replies[0].kind == "urgent"
    assert effects(response)["open_case"]["priority"] == "urgent"


def test_yes_after_the_offer_of_a_person_opens_a_case(faq: FaqReader) -> None:
    response = ActionAffirm(faq).respond(turn("yes", intent="affirm", slots={"offered": "talk_to_human"}))
    assert effects(response)["open_case"]["reason"] == "asked"


def test_a_case_carries_the_topic_that_was_talked_about(faq: FaqReader) -> None:
    response = ActionHandOver(faq).respond(
        turn("a person", intent="talk_to_human", slots={"last_topic": "unpaid_wages"})
    )
    assert effects(response)["open_case"]["topic"] == "unpaid_wages"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("can I write in arabic", "ar"), ("parlez vous français", "fr"), ("بالانجليزي لو سمحت انجليزي", "en")],
)
def test_the_language_that_is_named_is_set(faq: FaqReader, text: str, wanted: str) -> None:
    action = ActionChooseLanguage(faq, read_language_names(CONTENT))
    assert effects(action.respond(turn(text, intent="change_language")))["set_language"] == {"language": wanted}


def test_a_language_that_is_not_served_is_said_so(faq: FaqReader) -> None:
    action = ActionChooseLanguage(faq, read_language_names(CONTENT))
    assert names(action.respond(turn("speak urdu?", intent="change_language"))) == ["language_not_served"]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_topic_says_something_in_every_language(faq: FaqReader, language: str) -> None:
    for topic in (topic for topic in faq.topics.values() if topic.has_answers):
        for country in ("", "SA", "LY", "NP"):
            response = ActionAnswer(faq).respond(
                turn("?", intent=topic.name, confidence=0.99, language=language, country=country)
            )
            assert response.replies, (topic.name, country)
