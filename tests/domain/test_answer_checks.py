"""What the content check finds in an answer: each mistake is made once."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from helpline.domain.answer_checks import (
    Known,
    longest_review,
    number_problems,
    problems_of_answer,
    topics_without_general,
)
from helpline.domain.answers import Answer, Translation
from helpline.domain.countries import Country, CountryNames
from helpline.domain.facts import Fact
from helpline.domain.messages import Source
from helpline.domain.phone_numbers import can_be_dialled
from helpline.domain.reachability import unreachable
from helpline.domain.topics import Topic
from helpline.domain.translation_checks import problems_of_translations

TODAY = date(2026, 11, 22)
COUNTRIES = CountryNames(
    [
        Country("QA", {"en": "Qatar"}, ("destination",)),
        Country("NP", {"en": "Nepal"}, ("origin",)),
        Country("IT", {"en": "Italy"}, ("destination",), region="EU"),
    ],
    {"EU": {"en": "the EU"}},
)


def topic(name: str, rule: str = "destination", group: str = "rights_at_work") -> Topic:
    return Topic(name, group, rule, {}, "")


TOPICS = {name: topic(name) for name in ("leave", "dismissal", "unions")} | {
    "greet": topic("greet", group="conversation")
}
FACTS = {
    each.id: each for each in (Fact("firm", "official"), Fact("amount", "official", True), Fact("rumour", "unsure"))
}
KNOWN = Known(TOPICS, COUNTRIES, FACTS)
WORDS = Translation("How much leave?", "You have 30 days.", "30 days", "drafted")
GOOD = Answer(
    id="leave",
    topic="leave",
    country="general",
    audience="both",
    sources=(Source("Law", "Ministry", "https://law.example"),),
    facts=("firm",),
    follow_ups=("dismissal",),
    checked_on=TODAY,
    review_by=TODAY + timedelta(days=180),
    translations=dict.fromkeys(("en", "ar", "fr"), WORDS),
)


def found(**changes: Any) -> str:
    return " ".join(
        f"{column}: {problem}" for column, problem in problems_of_answer(replace(GOOD, **changes), KNOWN, TODAY)
    )


def in_words(language: str = "en", **changes: Any) -> str:
    translations = GOOD.translations | {language: replace(WORDS, **changes)}
    return " ".join(problems_of_translations(translations))


def test_a_good_answer_has_no_problems() -> None:
    assert found() == "" and in_words() == ""
    assert list(number_problems(GOOD, KNOWN)) == [] and unreachable([GOOD], TOPICS, COUNTRIES) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"topic": "nonsense"}, "topic: the topic nonsense"),
        ({"topic": "greet"}, "topic: the topic greet"),
        ({"country": "XX"}, "country: the country XX"),
        ({"audience": "nobody"}, "audience: "),
        ({"sources": ()}, "sources: it has no source"),
        ({"sources": (Source("Law", "", "https://x.example"),)}, "no title or no publisher"),
        ({"sources": (Source("Law", "Ministry", "law.example"),)}, "sources: a source has no address"),
        ({"follow_ups": ("greet",)}, "follow_ups: the follow-up greet leads nowhere"),
        ({"follow_ups": ("leave",)}, "follow_ups: its own topic"),
        ({"follow_ups": ("dismissal", "unions") * 2}, "follow_ups: it has 4"),
        ({"facts": ("nothing",)}, "facts: the fact nothing is unknown"),
        ({"facts": ("rumour",)}, "facts: the fact rumour is unsure"),
        ({"review_by": TODAY - timedelta(days=1)}, "review_by: its review was due"),
        ({"review_by": TODAY + timedelta(days=366)}, "more than 365 days"),
        ({"facts": ("amount",), "review_by": TODAY + timedelta(days=91)}, "more than 90 days"),
        ({"checked_on": TODAY + timedelta(days=1)}, "checked_on: "),
    ],
)
def test_a_mistake_in_an_answer_is_named(changes: dict[str, Any], expected: str) -> None:
    assert expected in found(**changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"question": " "}, "en: the question is empty"),
        ({"text": "See TODO 30"}, "en: a placeholder was left in the text"),
        ({"short_text": "Call {number}"}, "en: a placeholder was left in the sms"),
        ({"text": "30 " + "word " * 101}, "en: the text has 101 words"),
        ({"short_text": "x" * 460}, "en: the sms needs 4 segments"),
        ({"status": "perfect"}, "en: the status"),
        ({"status": "reviewed"}, "does not say by whom"),
        ({"phrasings": ("",)}, "en: a phrasing is empty"),
        ({"text": "You have 31 days."}, "the figures differ"),
        ({"source_version": 2}, "ar: it was made from version 1, the answer is at 2"),
    ],
)
def test_a_mistake_in_the_words_is_named(changes: dict[str, Any], expected: str) -> None:
    assert expected in in_words(**changes)


def test_a_missing_language_is_named() -> None:
    assert list(problems_of_translations({"en": WORDS, "fr": WORDS})) == ["ar is missing."]


@pytest.mark.parametrize(
    ("number", "country", "is_good"),
    [
        ("999", "QA", True),
        ("16008", "QA", True),
        ("+97444001234", "general", True),
        ("+974 12", "QA", False),
        ("1234567", "QA", False),
        ("999", "general", False),
    ],
)
def test_numbers_are_those_of_their_country(number: str, country: str, is_good: bool) -> None:
    assert can_be_dialled(number, country) is is_good


def test_a_wrong_number_in_a_text_is_found_unless_it_is_known_to_be_odd() -> None:
    text = "Get help:\nMinistry: 1234567"
    wrong = replace(GOOD, country="QA", translations={"en": replace(WORDS, text=text)})
    assert list(number_problems(wrong, KNOWN)) == ["en: 1234567 is not a valid number of QA."]
    assert not list(number_problems(wrong, replace(KNOWN, unlisted_numbers=frozenset({"1234567"}))))


def test_an_answer_that_nobody_could_get_is_found() -> None:
    """Of a country of origin where only the destination's rule counts; of one where none does; a second of a kind."""
    origin, twin = replace(GOOD, id="np", country="NP"), replace(GOOD, id="twin")
    assert unreachable([GOOD, origin], TOPICS, COUNTRIES) == [origin]
    assert unreachable([GOOD, origin], {"leave": topic("leave", "both")}, COUNTRIES) == []
    qatar = replace(GOOD, id="qa", country="QA")
    assert unreachable([GOOD, qatar], {"leave": topic("leave", "none")}, COUNTRIES) == [qatar]
    assert unreachable([GOOD, twin], TOPICS, COUNTRIES) == [twin]
    union = replace(GOOD, id="eu", country="EU")
    assert unreachable([GOOD, union], TOPICS, COUNTRIES) == []


def test_a_topic_without_a_general_answer_for_a_role_is_found() -> None:
    for_workers = replace(GOOD, audience="worker")
    own = {"leave": TOPICS["leave"], "hiring": topic("hiring", group="employers")}
    assert list(topics_without_general([for_workers], own)) == [("leave", "employer"), ("hiring", "employer")]


def test_how_long_a_check_holds() -> None:
    assert longest_review(GOOD, FACTS).days == 365
    assert longest_review(replace(GOOD, facts=("firm", "amount")), FACTS).days == 90
    assert longest_review(replace(GOOD, review_by=TODAY + timedelta(days=90)), {}).days == 90, "facts are not known"


def test_an_entry_that_stands_for_itself_needs_no_topic_of_its_own() -> None:
    entry = replace(GOOD, topic="other_questions")
    topics = TOPICS | {"other_questions": topic("other_questions", "none", "other")}
    known = replace(KNOWN, topics=topics)
    assert "topic" not in dict(problems_of_answer(entry, known, TODAY))
    assert unreachable([entry, replace(entry, id="second")], topics, COUNTRIES) == []
