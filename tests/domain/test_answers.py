"""Which answers a person gets: by corridor, role, language and date."""

from datetime import date

import pytest

from helpline.domain.answers import Answer, Translation
from helpline.domain.corridor import DESTINATION, ORIGIN, Place, Selection, places_that_count, select_answers
from helpline.domain.countries import Country, CountryNames
from helpline.domain.topics import Topic

TODAY = date(2026, 11, 22)
LONG_AGO, LATELY = date(2026, 10, 1), date(2026, 11, 1)
COUNTRIES = CountryNames([Country("IT", {"en": "Italy"}, ("destination",), region="EU")], {"EU": {"en": "the EU"}})


def answer(id: str, country: str, audience: str = "worker", review_by: date = date(2027, 5, 1)) -> Answer:
    translation = Translation("?", "text", "short", "drafted")
    return Answer(id, "leave", country, audience, (), (), (), TODAY, review_by, {"en": translation})


def select(
    country: str = "",
    origin: str = "",
    role: str = "",
    language: str = "en",
    *,
    candidates: list[Answer],
    rule: str = "both",
) -> Selection:
    topic = Topic("leave", "rights_at_work", rule, {}, "")
    places = places_that_count(topic, country, origin, COUNTRIES)
    return select_answers(candidates, places, role=role, language=language, today=TODAY)


def ids(
    country: str = "",
    origin: str = "",
    *,
    candidates: list[Answer],
    rule: str = "both",
    role: str = "",
    language: str = "en",
) -> list[str]:
    found = select(country, origin, role=role, language=language, candidates=candidates, rule=rule)
    return [answer.id for answer in found.answers]


GENERAL, QATAR, NEPAL = answer("g", "general"), answer("qa", "QA"), answer("np", "NP")
ALL = [GENERAL, QATAR, NEPAL]


@pytest.mark.parametrize(
    ("country", "origin", "expected"),
    [("", "", ["g"]), ("QA", "", ["qa"]), ("QA", "NP", ["qa", "np"]), ("KW", "", ["g"]), ("KW", "NP", ["np"])],
)
def test_the_corridor_decides_and_the_general_answer_stands_in(country: str, origin: str, expected: list[str]) -> None:
    assert ids(country, origin, candidates=ALL) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("destination", ["qa"]), ("both", ["qa", "np"]), ("origin", ["np", "qa"]), ("none", ["g"])],
)
def test_the_topic_says_whose_rules_count_and_in_which_order(rule: str, expected: list[str]) -> None:
    assert ids("QA", "NP", candidates=ALL, rule=rule) == expected


def test_a_country_that_is_both_destination_and_origin_is_answered_once() -> None:
    assert ids("QA", "QA", candidates=ALL) == ["qa"]


def test_a_country_without_a_checked_rule_is_said_so() -> None:
    assert select("KW", candidates=[GENERAL]).unchecked == "KW"
    assert select("KW", "NP", candidates=ALL).unchecked == "KW"
    assert select(candidates=[GENERAL]).unchecked == ""


def test_who_gets_the_rule_of_the_destination_hears_nothing_of_an_origin_without_one() -> None:
    assert select("QA", "IN", candidates=ALL).unchecked == ""


def test_a_region_stands_in_for_its_countries_and_the_countrys_own_rule_is_said_to_be_unchecked() -> None:
    union = answer("eu", "EU")
    found = select("IT", candidates=[GENERAL, union])
    assert (found.answers, found.unchecked) == ((union,), "IT")
    own = answer("it", "IT")
    assert select("IT", candidates=[GENERAL, union, own]).answers == (own,)


def test_employers_and_workers_get_their_own_answers() -> None:
    employers = answer("ge", "general", "employer")
    assert ids(role="employer", candidates=[GENERAL, employers]) == ["ge"]
    assert ids(role="worker", candidates=[GENERAL, employers]) == ["g"]
    assert ids(role="", candidates=[GENERAL, employers]) == ["g"]


def test_an_answer_for_both_yields_to_one_of_the_own_role() -> None:
    both, own = answer("b", "general", "both"), answer("w", "general", "worker")
    assert ids(role="worker", candidates=[both, own]) == ["w"]
    assert ids(role="employer", candidates=[both, own]) == ["b"]


def test_an_employer_without_an_answer_of_their_own_gets_the_general_one() -> None:
    employers = answer("ae", "AE", "employer")
    assert ids("QA", role="employer", candidates=[GENERAL, QATAR, employers]) == ["g"]


def test_within_the_grace_time_an_answer_is_still_sent() -> None:
    in_grace = answer("qa", "QA", review_by=LATELY)
    found = select("QA", candidates=[GENERAL, in_grace])
    assert (found.answers, found.outdated) == ((in_grace,), "")


def test_after_it_the_general_answer_stands_in_and_the_country_is_named() -> None:
    old = answer("qa", "QA", review_by=LONG_AGO)
    found = select("QA", candidates=[GENERAL, old])
    assert (found.answers, found.outdated, found.unchecked) == ((GENERAL,), "QA", "")


def test_an_old_rule_of_the_destination_does_not_hide_the_one_of_the_origin() -> None:
    old = answer("qa", "QA", review_by=LONG_AGO)
    found = select("QA", "NP", candidates=[GENERAL, old, NEPAL])
    assert [(part.answer.id, part.kind) for part in found.parts] == [("g", ""), ("np", ORIGIN)]


def test_when_everything_is_old_nothing_is_sent() -> None:
    old = [answer("qa", "QA", review_by=LONG_AGO), answer("g", "general", review_by=LONG_AGO)]
    found = select("QA", candidates=old)
    assert (found.answers, found.outdated) == ((), "QA")


def test_a_current_answer_for_both_goes_before_an_old_one_of_the_own_role() -> None:
    old, current = answer("w", "QA", review_by=LONG_AGO), answer("b", "QA", "both")
    assert ids("QA", candidates=[old, current, GENERAL]) == ["b"]


def test_nothing_is_said_in_a_language_that_the_answer_does_not_have() -> None:
    assert ids(language="fr", candidates=[GENERAL]) == []


def test_the_parts_say_whose_rule_they_are() -> None:
    assert [part.kind for part in select("QA", "NP", candidates=ALL).parts] == [DESTINATION, ORIGIN]
    assert places_that_count(Topic("t", "g", "both", {}, ""), "IT", "", COUNTRIES) == [Place(DESTINATION, "IT", "EU")]
