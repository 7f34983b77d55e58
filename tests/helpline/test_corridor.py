"""Answers of two countries, and answers that are too old: what is found, and what the person then reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import ColumnElement, update

from helpline.domain.answers import GRACE
from helpline.domain.conversations import Profile
from helpline.domain.segments import count_segments
from helpline.services import Services
from helpline.storage.answers import withdraw_answer
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.schema import answers, contacts
from helpline.usecases.find_answer import FaqReader, FoundAnswer
from tests.helpline.conftest import ScriptedBrain, Talk

WAGES = answers.c.topic == "unpaid_wages"


def today() -> date:
    """Anew each time: tests also run over midnight."""
    return datetime.now(UTC).date()


@pytest.fixture
def database(loaded_database_url: str) -> Iterator[Database]:
    database = Database(loaded_database_url, Cipher(make_key()))
    yield database
    database.close()


@pytest.fixture
def services(content_services: Services, database: Database, brain: ScriptedBrain) -> Services:
    return replace(content_services, database=database, brain=brain)


@pytest.fixture
def faq(services: Services) -> FaqReader:
    return FaqReader(services.database, services.topics, services.countries)


def find(faq: FaqReader, topic: str, **profile: str) -> FoundAnswer:
    return faq.find(topic, replace(Profile(language="en"), **profile))


def names(found: FoundAnswer) -> list[str]:
    return [reply.name for reply in found.replies]


def age(database: Database, condition: ColumnElement[bool]) -> None:
    """Past the grace time."""
    with database.write() as tx:
        tx.execute(update(answers).where(condition).values(review_by=today() - GRACE - timedelta(days=1)))


def test_both_ends_of_a_corridor_are_answered_in_order_and_the_choices_stand_under_the_last(faq: FaqReader) -> None:
    found = find(faq, "unpaid_wages", country="QA", origin="NP")
    assert names(found) == ["unpaid_wages.QA", "unpaid_wages.NP"]
    assert [reply.params for reply in found.replies] == [
        {"part": "destination", "part_of": "QA"},
        {"part": "origin", "part_of": "NP"},
    ]
    assert not found.replies[0].choices and "talk_to_human" in found.replies[1].choices


def test_where_the_origin_counts_most_it_comes_first(faq: FaqReader) -> None:
    found = find(faq, "recruiter_licence", country="AE", origin="NP")
    assert names(found) == ["recruiter_licence.NP", "recruiter_licence.AE"]


def test_an_origin_that_is_not_known_is_asked_only_where_it_could_change_the_answer(faq: FaqReader) -> None:
    assert find(faq, "recruiter_licence").asks == "origin"
    assert find(faq, "recruiter_licence", country="LB").asks == "origin", "Lebanon has no rule of its own here"
    assert find(faq, "recruiter_licence", country="AE").asks == ""
    assert find(faq, "unpaid_wages").asks == "country"
    assert find(faq, "covid_prevention").asks == ""


def test_a_country_without_a_rule_of_its_own_gets_that_of_its_region(faq: FaqReader) -> None:
    found = find(faq, "work_visa", country="IT")
    assert names(found) == ["work_visa.EU"] and found.replies[0].params == {"country_missing": "IT"}


@pytest.mark.parametrize("role", ["worker", "employer"])
def test_every_topic_has_a_general_answer_for_everybody(faq: FaqReader, role: str) -> None:
    for topic in (topic for topic in faq.topics.values() if topic.has_answers):
        assert find(faq, topic.name, role=role).replies[0].kind == "answer", (topic.name, role)


def test_when_all_is_old_the_person_is_told_and_offered_offices_and_somebody(
    faq: FaqReader, database: Database
) -> None:
    age(database, WAGES)
    found = find(faq, "unpaid_wages", country="QA")
    assert found.is_missing and names(found) == ["answer_out_of_date"]
    assert found.replies[0].params["offices_of"] == "QA" and found.replies[0].choices == ("talk_to_human",)


def hears(person: Talk, brain: ScriptedBrain, found: FoundAnswer) -> list[dict[str, Any]]:
    brain.replies = found.replies
    person.says("my salary is late")
    return [dict(body) for body in person.heard()]


def test_each_part_is_headed_by_its_country_and_stays_short_enough_for_sms(
    person: Talk, brain: ScriptedBrain, faq: FaqReader
) -> None:
    first, second = hears(person, brain, find(faq, "unpaid_wages", country="QA", origin="NP"))
    assert first["text"].startswith("Qatar (country of work):\n\nPrivate employers")
    assert second["text"].startswith("Nepal (home country):\n\n")
    assert first["short_text"].startswith("Qatar: Private") and second["short_text"].startswith("Nepal: ")
    assert all(count_segments(each["short_text"]) <= 3 for each in (first, second))


def test_one_part_alone_needs_no_heading(person: Talk, brain: ScriptedBrain, faq: FaqReader) -> None:
    (only,) = hears(person, brain, find(faq, "unpaid_wages", country="QA"))
    assert only["text"].startswith("Private employers")


def test_an_old_rule_gives_way_to_the_general_one_and_its_country_is_named(
    person: Talk, brain: ScriptedBrain, faq: FaqReader, database: Database
) -> None:
    age(database, answers.c.id == "unpaid_wages.QA")
    found = find(faq, "unpaid_wages", country="QA")
    (said,) = hears(person, brain, found)
    assert said["answer"]["id"] == "unpaid_wages"
    word = "This is the general rule. We are checking the rule of Qatar again"
    assert word in said["text"] and word in said["short_text"]


def test_what_grew_too_old_or_was_withdrawn_meanwhile_leaves_nobody_without_a_word(
    person: Talk, brain: ScriptedBrain, faq: FaqReader, database: Database
) -> None:
    found = find(faq, "unpaid_wages", country="QA", origin="NP")
    age(database, answers.c.id == "unpaid_wages.QA")
    with database.write() as tx:
        withdraw_answer(tx, "unpaid_wages.NP")
    for said in hears(person, brain, found):
        assert said["text"].startswith("Our information on this is too old")
        assert said["answer"] is None and said["choices"][0]["value"] == "talk_to_human"


def test_the_offices_of_the_country_are_named_while_their_numbers_are_current(
    person: Talk, brain: ScriptedBrain, faq: FaqReader, database: Database
) -> None:
    age(database, WAGES)
    found = find(faq, "unpaid_wages", country="QA")
    (said,) = hears(person, brain, found)
    assert [each["phone"] for each in said["contacts"]] == ["16008"], "and none for emergencies"
    with database.write() as tx:
        tx.execute(update(contacts).values(review_by=today() - timedelta(days=1)))
    assert hears(person, brain, found)[-1]["contacts"] == []
