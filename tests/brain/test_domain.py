"""Rasa's files and the project's topics say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION_OF_GROUP = {
    "rights_at_work": "action_answer",
    "recruitment": "action_answer",
    "routes": "action_answer",
    "covid": "action_answer",
    "employers": "action_answer",
    "contacts": "action_answer",
    "other": "action_answer",
    "urgent": "action_urgent",
}
ACTION_OF_TOPIC = {
    "greet": "action_small_talk",
    "goodbye": "action_small_talk",
    "thanks": "action_small_talk",
    "menu": "action_small_talk",
    "bot_challenge": "action_small_talk",
    "privacy_question": "action_small_talk",
    "affirm": "action_affirm",
    "deny": "action_deny",
    "talk_to_human": "action_hand_over",
    "change_language": "action_choose_language",
    "delete_my_data": "action_data_request",
    "case_status": "action_case_status",
    "feedback_positive": "action_rate_answer",
    "feedback_negative": "action_rate_answer",
    "give_country": "action_give_country",
    "none_of_these": "action_none_of_these",
    "prepare_complaint": "complaint_form",
    "leave_questions": "action_leave_questions",
    "out_of_scope": "action_fall_back",
    "nlu_fallback": "action_fall_back",
}


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def topics() -> dict[str, Any]:
    """Those that Rasa knows: a few choices are the gateway's alone."""
    every = dict(read("content/topics.yml")["topics"])
    return {name: topic for name, topic in every.items() if topic["group"] != "gateway"}


@pytest.fixture(scope="module")
def rules() -> dict[str, str]:
    """The action of each intent."""
    found: dict[str, str] = {}
    for path in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            asked, does = rule["steps"][:2]
            if "intent" not in asked and "or" not in asked:
                continue
            for step in asked.get("or", [asked]):
                assert step["intent"] not in found, f"two rules for {step['intent']}"
                found[step["intent"]] = does["action"]
    return found


def test_every_topic_is_an_intent_and_every_intent_a_topic(topics: dict[str, Any]) -> None:
    assert sorted(read("domain.yml")["intents"]) == sorted(topics)


def test_every_topic_has_its_action(topics: dict[str, Any], rules: dict[str, str]) -> None:
    expected = {name: ACTION_OF_GROUP.get(topic["group"]) or ACTION_OF_TOPIC[name] for name, topic in topics.items()}
    assert rules == {**expected, "nlu_fallback": "action_fall_back"}


def test_every_action_is_used(rules: dict[str, str]) -> None:
    domain = read("domain.yml")
    (form,) = domain["forms"].items()
    name, slots = form
    of_form = {f"action_ask_{slot}" for slot in slots["required_slots"]} | {"action_complaint_summary"}
    assert sorted(domain["actions"]) == sorted((set(rules.values()) | of_form) - {name})


def test_nothing_but_the_intent_decides_what_happens() -> None:
    domain = read("domain.yml")
    assert not [name for name, slot in domain["slots"].items() if slot["influence_conversation"]]
    assert not [
        entity for entity in domain["entities"] for settings in entity.values() if settings["influence_conversation"]
    ]


def test_no_session_ends_and_no_action_starts_one() -> None:
    domain = read("domain.yml")
    assert domain["session_config"] == {"session_expiration_time": 0, "carry_over_slots_to_new_session": False}
    assert "action_session_start" not in domain["actions"]


def test_what_is_too_uncertain_falls_back() -> None:
    (policy,) = [policy for policy in read("config.yml")["policies"] if policy["name"] == "RulePolicy"]
    assert policy["core_fallback_action_name"] == "action_fall_back"


def test_only_the_gateways_channel_is_open() -> None:
    (channel,) = read("credentials.yml").items()
    assert channel == ("brain.channel.BrainInput", {"token": "${BRAIN_TOKEN}", "turns_kept": 8})
