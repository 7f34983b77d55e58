"""What the actions say and what they want changed."""

from datetime import date
from typing import Any

import pytest

from actions.affirm import ActionAffirm, ActionDeny
from actions.answer import ActionAnswer
from actions.choose_language import ActionChooseLanguage
from actions.fall_back import ActionFallBack
from actions.give_country import ActionGiveCountry
from actions.hand_over import ActionHandOver
from actions.knowledge import Knowledge
from actions.places import places_named
from actions.response import Response
from actions.small_talk import ActionSmallTalk
from actions.urgent import ActionUrgent
from helpline.content.languages import read_language_names
from helpline.domain.answers import Answer, Translation
from helpline.domain.messages import Source
from helpline.storage.answers import put_answer
from helpline.storage.database import Database
from tests.actions.conftest import CONTENT, turn


def names(response: Response) -> list[str]:
    return [reply.name for reply in response.replies]


def effects(response: Response) -> dict[str, dict[str, str]]:
    return {effect.type: dict(effect.values) for effect in response.effects}


def test_without_a_country_the_general_part_comes_at_once_and_the_country_is_asked_beneath(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("my boss took my passport", intent="passport_retention"))
    assert names(response) == ["passport_retention", "ask_country"]
    assert "give_country:SA" in response.replies[1].choices
    assert response.slots["last_topic"] == "passport_retention"


def test_a_country_in_the_question_counts_at_once_and_is_remembered(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("they took my passport in kuwait", intent="passport_retention"))
    assert names(response) == ["passport_retention.KW"]
    assert effects(response)["set_country"] == {"country": "KW"}


def test_a_known_country_is_not_asked_again(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("my passport", intent="passport_retention", country="SA"))
    assert names(response) == ["passport_retention.SA"]


def test_a_country_without_a_checked_rule_gets_the_general_answer_and_a_plain_word(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("my passport", intent="passport_retention", country="ES"))
    assert names(response) == ["passport_retention"]
    assert response.replies[0].params["country_missing"] == "ES"


def test_the_country_that_is_said_afterwards_refines_the_answer(known: Knowledge) -> None:
    action = ActionGiveCountry(known)
    response = action.respond(
        turn("and in Bahrain?", intent="give_country", slots={"last_topic": "passport_retention"}, country="SA")
    )
    assert names(response) == ["passport_retention.BH"]
    assert effects(response)["set_country"] == {"country": "BH"}


def test_a_country_alone_is_noted(known: Knowledge) -> None:
    response = ActionGiveCountry(known).respond(turn("I am from Nepal and work in Oman", intent="give_country"))
    assert names(response) == ["country_noted"]
    assert effects(response) == {"set_country": {"country": "OM"}, "set_origin": {"country": "NP"}}


def test_several_likely_topics_are_offered(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(
        turn("money and holiday", intent="leave", confidence=0.3, others=(("unpaid_wages", 0.28), ("greet", 0.1)))
    )
    assert names(response) == ["did_you_mean"]
    assert response.replies[0].choices == ("leave", "unpaid_wages", "none_of_these", "talk_to_human")


def test_not_understood_is_clarified_once_and_then_goes_to_a_person(known: Knowledge) -> None:
    action = ActionFallBack(known)
    first = action.respond(turn("asdf", intent="nlu_fallback"))
    assert names(first) == ["clarify"] and first.slots["clarified"] == 1
    second = action.respond(turn("asdf", intent="nlu_fallback", slots=dict(first.slots)))
    assert effects(second)["open_case"]["reason"] == "not_understood"


def test_out_of_scope_gets_no_answer_from_the_faq(known: Knowledge) -> None:
    response = ActionFallBack(known).respond(turn("who won the match", intent="out_of_scope"))
    assert names(response) == ["out_of_scope"]
    assert not effects(response)


def test_a_doubtful_small_talk_is_not_acted_on(known: Knowledge) -> None:
    response = ActionAffirm(known).respond_if_sure(turn("what is the weather", intent="affirm", confidence=0.2))
    assert names(response) == ["clarify"]


def test_danger_comes_before_everything_else_that_is_meant(known: Knowledge) -> None:
    response = ActionUrgent(known).respond_if_sure(turn("he has a knife", intent="danger_violence", confidence=0.5))
    assert response.replies[0].kind == "urgent"
    assert effects(response)["open_case"]["priority"] == "urgent"


def test_yes_after_the_offer_of_a_person_opens_a_case(known: Knowledge) -> None:
    response = ActionAffirm(known).respond(turn("yes", intent="affirm", slots={"offered": "talk_to_human"}))
    assert effects(response)["open_case"]["reason"] == "asked"


def test_a_case_carries_the_topic_that_was_talked_about(known: Knowledge) -> None:
    response = ActionHandOver(known).respond(
        turn("a person", intent="talk_to_human", slots={"last_topic": "unpaid_wages"})
    )
    assert effects(response)["open_case"]["topic"] == "unpaid_wages"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("can I write in arabic", "ar"), ("parlez vous français", "fr"), ("بالانجليزي لو سمحت انجليزي", "en")],
)
def test_the_language_that_is_named_is_set(known: Knowledge, text: str, wanted: str) -> None:
    action = ActionChooseLanguage(known, read_language_names(CONTENT))
    assert effects(action.respond(turn(text, intent="change_language")))["set_language"] == {"language": wanted}


def test_a_language_that_is_not_served_is_said_so(known: Knowledge) -> None:
    action = ActionChooseLanguage(known, read_language_names(CONTENT))
    assert names(action.respond(turn("speak urdu?", intent="change_language"))) == ["language_not_served"]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_topic_says_something_in_every_language(known: Knowledge, language: str) -> None:
    for topic in (topic for topic in known.faq.topics.values() if topic.has_answers):
        for country in ("", "SA", "LY", "NP"):
            response = ActionAnswer(known).respond(
                turn("?", intent=topic.name, confidence=0.99, language=language, country=country)
            )
            assert response.replies, (topic.name, country)


def test_a_short_question_after_an_answer_leads_to_the_topic_meant(known: Knowledge) -> None:
    asked = turn("how much?", intent="nlu_fallback", confidence=0.1, slots={"last_topic": "work_visa"}, country="QA")
    assert "recruitment_fees" in names(ActionFallBack(known).respond_if_sure(asked))[0]


def test_when_all_is_said_it_says_so_and_offers_a_person(known: Knowledge) -> None:
    asked = turn("why?", intent="nlu_fallback", confidence=0.1, slots={"last_topic": "unpaid_wages"}, country="QA")
    response = ActionFallBack(known).respond_if_sure(asked)
    assert names(response) == ["follow_up_same"]
    assert response.replies[0].choices[-1] == "talk_to_human"


def test_a_country_alone_after_an_answer_refines_it_whatever_rasa_thinks(known: Knowledge) -> None:
    asked = turn("and kuwait", intent="greet", confidence=0.3, slots={"last_topic": "passport_retention"})
    assert names(ActionSmallTalk(known).respond_if_sure(asked)) == ["passport_retention.KW"]


def test_a_country_can_be_corrected(known: Knowledge) -> None:
    asked = turn(
        "no, not in Qatar, in Kuwait",
        intent="give_country",
        slots={"last_topic": "passport_retention"},
        country="QA",
    )
    response = ActionGiveCountry(known).respond_if_sure(asked)
    assert names(response) == ["passport_retention.KW"]
    assert effects(response)["set_country"] == {"country": "KW"}


def test_a_role_can_be_corrected(known: Knowledge) -> None:
    asked = turn("I am not an employer", intent="deny", confidence=0.5, slots={}, role="employer")
    response = ActionDeny(known).respond_if_sure(asked)
    assert names(response) == ["noted_worker"]
    assert effects(response)["set_role"] == {"role": "worker"}


def test_a_role_said_after_an_answer_gives_the_answer_for_that_role(known: Knowledge) -> None:
    asked = turn(
        "i am an employer", intent="greet", confidence=0.3, slots={"last_topic": "recruitment_fees"}, country="SA"
    )
    response = ActionSmallTalk(known).respond_if_sure(asked)
    assert effects(response)["set_role"] == {"role": "employer"}
    assert response.slots["last_topic"] == "recruitment_fees"


def test_two_clear_questions_in_one_message_are_both_answered(known: Knowledge) -> None:
    asked = turn(
        "He took my passport. When can I leave the country?",
        intent="passport_retention",
        confidence=0.7,
        parts=(("passport_retention", 0.9), ("leave_country", 0.8)),
        country="QA",
    )
    response = ActionAnswer(known).respond(asked)
    topics = [effect["topic"] for effect in response.effects if effect.type == "answer_given"]
    assert topics == ["passport_retention", "leave_country"]
    assert not response.replies[0].choices and response.replies[-1].choices


def test_a_second_question_that_is_less_clear_is_offered(known: Knowledge) -> None:
    asked = turn(
        "He took my passport. And my days off.",
        intent="passport_retention",
        confidence=0.7,
        parts=(("passport_retention", 0.9), ("leave", 0.55)),
        country="QA",
    )
    response = ActionAnswer(known).respond(asked)
    assert response.replies[-1].name == "second_question" and response.replies[-1].choices == ("leave",)


def test_a_story_about_one_thing_gets_one_answer(known: Knowledge) -> None:
    asked = turn(
        "I came in May. He promised leave. Now he keeps my passport.",
        intent="passport_retention",
        confidence=0.8,
        parts=(("give_country", 0.6), ("leave", 0.45), ("passport_retention", 0.9)),
        country="QA",
    )
    assert len(ActionAnswer(known).respond(asked).replies) == 1


def test_an_entry_that_staff_wrote_is_found_with_the_next_message(known: Knowledge, database: Database) -> None:
    text = "how can I renew my sim card registration"
    asked = turn(text, intent="out_of_scope", confidence=0.8)
    assert names(ActionFallBack(known).respond_if_sure(asked)) == ["out_of_scope"]
    write_entry(database, "sim_card", "Where do I renew my SIM card registration?")
    response = ActionFallBack(known).respond_if_sure(asked)
    assert names(response) == ["sim_card"]
    tapped = turn("/other_questions", intent="other_questions", confidence=1.0, entities=(("answer", "sim_card"),))
    assert names(ActionAnswer(known).respond_if_sure(tapped)) == ["sim_card"]


def write_entry(database: Database, answer_id: str, question: str) -> None:
    today = date.today()
    translation = Translation(
        question, "Any shop of your operator does it. Take your ID.", "Any shop does it.", "machine"
    )
    source = Source("How to register", "Operator", "https://example.org/sim")
    answer = Answer(
        answer_id, "other_questions", "general", "both", (source,), (), (), today, today, {"en": translation}
    )
    with database.write() as tx:
        put_answer(tx, answer, file_digest="")


def test_where_somebody_wants_to_go_is_not_where_they_are(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("what do I need for a work visa for Spain", intent="work_visa"))
    assert names(response)[0] == "work_visa.ES"
    assert "set_country" not in effects(response)


@pytest.mark.parametrize(
    ("text", "country", "origin"),
    [
        ("I am Egyptian, working in Jordan, they took my passport", "JO", "EG"),
        ("أنا مغربية خدامة في هويلفا", "ES", "MA"),
        ("انا سوداني في ليبيا", "LY", "SD"),
        ("Je suis marocain, saisonnier en Espagne", "ES", "MA"),
        ("nous recrutons des chauffeurs du Maroc pour Dubaï", "AE", "MA"),
        ("I work in Egypt", "EG", ""),
        ("انا بالمغرب", "MA", ""),
    ],
)
def test_where_somebody_comes_from_is_not_where_they_work(
    known: Knowledge, text: str, country: str, origin: str
) -> None:
    places = places_named(turn(text), known.faq.countries)
    assert (places.country, places.origin) == (country, origin)


def test_a_place_that_changes_nothing_is_noted_and_the_answer_not_repeated(known: Knowledge) -> None:
    said = turn("Je suis soudanais", intent="give_country", slots={"last_topic": "leave"}, country="SA")
    response = ActionGiveCountry(known).respond(said)
    assert names(response) == ["country_noted"]
    assert effects(response) == {"set_origin": {"country": "SD"}}


def test_who_is_asked_for_the_country_and_names_the_origin_is_asked_once_more_without_the_answer(
    known: Knowledge,
) -> None:
    slots = {"last_topic": "passport_retention", "country_asked": "country"}
    response = ActionGiveCountry(known).respond(turn("I am from Egypt", intent="give_country", slots=slots))
    assert names(response) == ["ask_country"]


def test_a_rule_of_one_single_country_is_not_worth_a_question(known: Knowledge) -> None:
    response = ActionAnswer(known).respond(turn("is the vaccine free", intent="covid_vaccination"))
    assert names(response) == ["covid_vaccination"]


def test_an_employer_is_not_offered_to_prepare_a_complaint(known: Knowledge) -> None:
    worker = turn("my gratuity", intent="end_of_service", country="SA")
    employer = turn("the gratuity", intent="end_of_service", country="SA", role="employer")
    assert "prepare_complaint" in ActionAnswer(known).respond(worker).replies[-1].choices
    assert "prepare_complaint" not in ActionAnswer(known).respond(employer).replies[-1].choices


def test_thanks_and_goodbye_in_one_are_a_goodbye(known: Knowledge) -> None:
    action = ActionSmallTalk(known)
    assert names(action.respond(turn("thanks", intent="thanks"))) == ["thanks"]
    leaving = turn("thanks, bye", intent="thanks", others=(("goodbye", 0.06),))
    assert names(action.respond(leaving)) == ["goodbye"]


def test_a_question_that_means_nothing_alone_follows_on_whatever_rasa_thinks(known: Knowledge) -> None:
    asked = turn("c'est combien ?", intent="bot_challenge", slots={"last_topic": "health_care"}, country="TN")
    assert names(ActionSmallTalk(known).respond_if_sure(asked)) == ["follow_up_same"]
    ill = turn("and if I am sick?", intent="covid_illness", slots={"last_topic": "working_hours"}, country="JO")
    assert ActionAnswer(known).respond_if_sure(ill).slots["last_topic"] == "leave"


def test_what_somebody_says_about_themselves_counts_although_the_topic_is_in_doubt(known: Knowledge) -> None:
    said = "we employ a maid in Lebanon, something about papers"
    doubtful = turn(said, intent="passport_retention", confidence=0.3, others=(("domestic_work", 0.28),))
    response = ActionAnswer(known).respond(doubtful)
    assert names(response) == ["did_you_mean"]
    assert effects(response) == {"set_country": {"country": "LB"}, "set_role": {"role": "employer"}}


def test_asking_back_again_and_again_ends_with_a_person(known: Knowledge) -> None:
    action, slots = ActionAnswer(known), dict[str, Any]()
    said = []
    for _ in range(4):
        unsure = turn("hm", intent="leave", confidence=0.3, others=(("unpaid_wages", 0.28),), slots=slots)
        response = action.respond(unsure)
        slots |= response.slots
        said += names(response)
    assert said == ["did_you_mean"] * 3 + ["not_understood_handed_over"]


def test_unlikely_topics_are_not_offered(known: Knowledge) -> None:
    unsure = turn("hm", intent="leave", confidence=0.3, others=(("unpaid_wages", 0.28), ("asylum", 0.02)))
    assert "asylum" not in ActionAnswer(known).respond(unsure).replies[0].choices


def test_a_turn_searches_the_faq_once(known: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    search = known.search.search
    monkeypatch.setattr(known.search, "search", lambda *asked: searched.append(asked) or search(*asked))
    ActionAnswer(known).respond_if_sure(turn("my boss took my passport", intent="passport_retention"))
    assert len(searched) == 1
