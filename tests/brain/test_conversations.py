"""Long and simultaneous conversations."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

from tests.brain.actions_for_tests import PAUSES
from tests.brain.asking import Asking
from tests.brain.conftest import TOKEN
from tests.processes import RasaProcess

TEXTS = (
    "my boss took my passport",
    "what about Qatar?",
    "they do not pay me",
    "thank you",
    "كم ساعة أعمل",
    "qwzx vbnm",
)


def test_three_hundred_turns_leave_a_small_dialogue_and_all_slots(asking: Asking) -> None:
    asking.turn(choice="unpaid_wages")
    sizes = []
    for number in range(300):
        answer = asking.turn(TEXTS[number % len(TEXTS)])
        assert answer["replies"][0]["slots"]["clarified"] == number + 1
        sizes.append(len(json.dumps(asking.dialogue)))
    assert max(sizes) < 8_000
    assert max(sizes[200:]) <= max(sizes[10:100]) + 100, "the dialogue still grows"
    assert sum(event["event"] == "user" for event in asking.dialogue["events"]) == 8


def test_twenty_conversations_at_once_do_not_mix(rasa: RasaProcess) -> None:
    def converse(number: int) -> None:
        topic = ("unpaid_wages", "leave", "contract", "asylum")[number % 4]
        profile = {"language": "en", "country": f"country-{number}", "origin": None, "role": None, "sector": None}
        with Asking(rasa.url, TOKEN, f"c-{number}") as asking:
            asking.turn(choice=topic, profile=profile)
            for turn in range(1, 6):
                (reply,) = asking.turn(f"{PAUSES} for number {number}", profile=profile)["replies"]
                assert reply["conversation"] == f"c-{number}"
                assert reply["text"].endswith(f"number {number}")
                assert reply["profile"] == profile
                assert reply["slots"]["clarified"] == turn
                if turn == 1:
                    assert reply["slots"]["last_topic"] == topic

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(converse, range(20)))


def test_two_turns_of_one_conversation_wait_for_nothing(rasa: RasaProcess) -> None:
    """The gateway sends one at a time; should it ever not, nobody polls a lock for a second, and nothing mixes."""

    def ask(number: int) -> tuple[float, str, int]:
        with Asking(rasa.url, TOKEN, "c-same") as asking:
            asking.turn("hello")
            started = time.monotonic()
            reply = asking.turn(f"{PAUSES} for number {number}")["replies"][0]
            return time.monotonic() - started, reply["text"], reply["slots"]["clarified"]

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(ask, (1, 2)))
    for number, (seconds, text, clarified) in enumerate(results, start=1):
        assert seconds < 0.9
        assert text.endswith(f"number {number}")
        assert clarified == 1
