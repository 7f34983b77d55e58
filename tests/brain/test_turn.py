"""The protocol between gateway and brain, over real processes."""

from __future__ import annotations

import pytest

from tests.brain.actions_for_tests import ONLY_AN_EFFECT, PLAIN
from tests.brain.asking import Asking


def test_a_question_reaches_its_action_with_the_profile(asking: Asking) -> None:
    profile = {"language": "fr", "country": "QA", "origin": "NP", "role": "worker", "sector": "construction"}
    answer = asking.turn("my boss took my passport", profile=profile)
    (reply,) = answer["replies"]
    assert reply["action"] == "action_answer"
    assert reply["profile"] == profile
    assert reply["conversation"] == asking.conversation
    assert answer["effects"] == [{"type": "noted", "action": "action_answer"}]


def test_the_understanding_names_the_topic_and_its_rivals(asking: Asking) -> None:
    understanding = asking.turn("my boss took my passport")["understanding"]
    assert understanding["topic"] == "passport_retention"
    assert 0.3 <= understanding["confidence"] <= 1
    ranking = understanding["ranking"]
    assert len(ranking) == 5 and ranking[0]["topic"] == "passport_retention"
    assert [entry["confidence"] for entry in ranking] == sorted((e["confidence"] for e in ranking), reverse=True)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("they have not paid my salary for three months", "unpaid_wages"),
        ("صاحب العمل أخذ جواز سفري ولا يريد إرجاعه", "passport_retention"),
        ("mon patron a pris mon passeport et refuse de le rendre", "passport_retention"),
        ("I want to talk to a person", "talk_to_human"),
        ("je voudrais parler à une personne", "talk_to_human"),
    ],
)
def test_three_languages_are_understood(asking: Asking, text: str, topic: str) -> None:
    assert asking.turn(text)["understanding"]["topic"] == topic


def test_what_is_not_understood_falls_back_and_says_what_it_might_be(asking: Asking) -> None:
    answer = asking.turn("/ /")
    assert answer["understanding"]["topic"] == "nlu_fallback"
    assert "nlu_fallback" not in [entry["topic"] for entry in answer["understanding"]["ranking"]]
    assert answer["understanding"]["confidence"] == answer["understanding"]["ranking"][0]["confidence"]
    assert answer["replies"][0]["action"] == "action_fall_back"


@pytest.mark.parametrize("text", ["👍", "...", "؟", "/", "\u200b\u200f", "1"])
def test_a_message_without_words_gets_an_answer_too(asking: Asking, text: str) -> None:
    assert asking.turn(text)["replies"]


@pytest.mark.parametrize(
    ("choice", "action", "entities"),
    [
        ("unpaid_wages", "action_answer", []),
        ("unpaid_wages:SA", "action_answer", [["country", "SA"]]),
        ("give_country:QA", "action_give_country", [["country", "QA"]]),
        ("change_language:ar", "action_choose_language", [["language", "ar"]]),
        ("feedback_positive:passport_retention.QA", "action_rate_answer", [["answer", "passport_retention.QA"]]),
        ("feedback_negative:unpaid_wages.QA.employer", "action_rate_answer", [["answer", "unpaid_wages.QA.employer"]]),
        ("talk_to_human", "action_hand_over", []),
        ("danger_violence", "action_urgent", []),
        ("delete_my_data", "action_data_request", []),
        ("case_status", "action_case_status", []),
        ("affirm", "action_affirm", []),
        ("deny", "action_deny", []),
        ("menu", "action_small_talk", []),
        ("out_of_scope", "action_fall_back", []),
    ],
)
def test_a_choice_is_taken_at_its_word(asking: Asking, choice: str, action: str, entities: list[list[str]]) -> None:
    answer = asking.turn("any text beside it", choice=choice)
    (reply,) = answer["replies"]
    assert (reply["action"], reply["entities"]) == (action, entities)
    assert reply["text"].startswith("/")
    assert answer["understanding"]["topic"] == choice.split(":")[0]
    assert answer["understanding"]["confidence"] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "/talk_to_human",
        " \t/talk_to_human",
        "／talk_to_human",
        "\u3000／talk_to_human",
        "\u200b/talk_to_human",
        "//talk_to_human",
        "\u202e/ /talk_to_human",
        '/give_country{"country": "QA"}',
        "/restart",
        "／restart",
        "/session_start",
    ],
)
def test_no_text_is_ever_a_command(asking: Asking, text: str) -> None:
    asking.turn(choice="unpaid_wages")
    answer = asking.turn(text)
    (reply,) = answer["replies"]
    assert not reply["text"].startswith("/")
    assert answer["understanding"]["confidence"] < 1.0, "commands are certain, understanding is not"
    assert reply["entities"] != [["country", "QA"]]
    assert reply["slots"]["last_topic"] == "unpaid_wages", "nothing was restarted"


def test_countries_and_sectors_are_found_in_the_text(asking: Asking) -> None:
    english = asking.turn("I am a housemaid in Saudi Arabia, how many hours may I work")
    assert english["understanding"]["entities"] == [
        {"entity": "country", "value": "saudi arabia"},
        {"entity": "role", "value": "i am a housemaid"},
        {"entity": "sector", "value": "housemaid"},
    ]
    arabic = asking.turn("أنا شغّالة والكويت هي بلد عملي")
    assert {"entity": "country", "value": "الكويت"} in arabic["understanding"]["entities"]
    assert {"entity": "sector", "value": "شغاله"} in arabic["understanding"]["entities"]


def test_slots_travel_from_turn_to_turn(asking: Asking) -> None:
    assert asking.turn(choice="unpaid_wages")["replies"][0]["slots"]["last_topic"] is None
    slots = asking.turn(choice="give_country:QA")["replies"][0]["slots"]
    assert (slots["last_topic"], slots["clarified"]) == ("unpaid_wages", 1)


def test_nothing_is_kept_between_turns(asking: Asking) -> None:
    asking.turn(choice="unpaid_wages")
    assert asking.turn(choice="menu", dialogue={})["replies"][0]["slots"]["last_topic"] is None


def test_actions_get_the_domain_although_it_is_sent_only_when_asked_for(asking: Asking) -> None:
    for _ in range(3):
        assert "last_topic" in asking.turn(choice="menu")["replies"][0]["slots_of_domain"]


def test_the_same_turn_again_gives_the_same_result(asking: Asking) -> None:
    asking.turn(choice="unpaid_wages")
    request = asking.request(text="my boss took my passport")
    first, second = (asking.post(**request).json() for _ in range(2))
    assert first == second


def test_plain_text_of_an_action_stays_one_message(asking: Asking) -> None:
    assert asking.turn(PLAIN)["replies"][0] == {"type": "text", "text": "First paragraph.\n\nSecond paragraph."}


def test_an_effect_alone_is_an_answer(asking: Asking) -> None:
    answer = asking.turn(ONLY_AN_EFFECT)
    assert answer["replies"] == [] and len(answer["effects"]) == 1


@pytest.mark.parametrize(
    "dialogue",
    [
        {"version": 99, "events": []},
        {"version": 1, "events": "none"},
        {"version": 1, "events": [17, None]},
        {"version": 1, "events": [{"event": "no_such_event"}]},
        {"version": 1, "events": [{"event": "user", "parse_data": None}]},
        {"version": 1, "events": [{"event": "slot"}]},
        {"something": "else"},
    ],
)
def test_a_dialogue_that_cannot_be_read_starts_afresh(asking: Asking, dialogue: dict[str, object]) -> None:
    answer = asking.turn(choice="unpaid_wages", dialogue=dialogue)
    assert answer["replies"][0]["slots"]["last_topic"] is None
    assert asking.turn(choice="menu")["replies"][0]["slots"]["last_topic"] == "unpaid_wages"


def test_a_dialogue_of_an_older_domain_goes_on(asking: Asking) -> None:
    events = [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        {"event": "slot", "name": "a_slot_that_was_removed", "value": "x"},
        {"event": "slot", "name": "last_topic", "value": "leave"},
        {"event": "action", "name": "action_listen"},
        {
            "event": "user",
            "parse_data": {"intent": {"name": "topic_that_was_renamed", "confidence": 0.9}, "entities": []},
        },
        {"event": "action", "name": "action_that_was_removed"},
        {"event": "action", "name": "action_listen"},
    ]
    answer = asking.turn(choice="unpaid_wages", dialogue={"version": 1, "events": events})
    assert answer["replies"][0]["slots"]["last_topic"] == "leave"


def test_health_needs_no_token(asking: Asking) -> None:
    response = asking.get("/webhooks/brain/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
