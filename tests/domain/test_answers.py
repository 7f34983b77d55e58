from datetime import date

import pytest

from helpline.domain.answers import Answer, Translation, select_answers

TODAY = date(2026, 11, 22)


def answer(id: str, country: str, audience: str = "worker", review_by: date = date(2027, 5, 1)) -> Answer:
    translation = Translation("?", "text", "short", "drafted")
    return Answer(id, "leave", country, audience, (), (), (), TODAY, review_by, {"en": translation})


def ids(
    country: str = "", origin: str = "", role: str = "", language: str = "en", *, candidates: list[Answer]
) -> list[str]:
    found = select_answers(candidates, country=country, origin=origin, role=role, language=language, today=TODAY)
    return [answer.id for answer in found.answers]


GENERAL, QATAR, NEPAL = answer("g", "general"), answer("qa", "QA"), answer("np", "NP")


@pytest.mark.parametrize(
    ("country", "origin", "expected"),
    [("", "", ["g"]), ("QA", "", ["qa"]), ("QA", "NP", ["qa", "np"]), ("KW", "", ["g"]), ("KW", "NP", ["np"])],
)
def test_the_corridor_decides_and_the_general_answer_stands_in(country: str, origin: str, expected: list[str]) -> None:
    assert ids(country, origin, candidates=[GENERAL, QATAR, NEPAL]) == expected


def test_a_country_without_a_checked_rule_is_said_so() -> None:
    found = select_answers([GENERAL], country="KW", origin="", role="", language="en", today=TODAY)
    assert found.country_missing
    assert not select_answers([GENERAL], country="", origin="", role="", language="en", today=TODAY).country_missing


def test_employers_and_workers_get_their_own_answers() -> None:
    employers = answer("ge", "general", "employer")
    assert ids(role="employer", candidates=[GENERAL, employers]) == ["ge"]
    assert ids(role="worker", candidates=[GENERAL, employers]) == ["g"]
    assert ids(role="", candidates=[GENERAL, employers]) == ["g"]


def test_an_answer_for_both_yields_to_one_of_the_own_role() -> None:
    both, own = answer("b", "general", "both"), answer("w", "general", "worker")
    assert ids(role="worker", candidates=[both, own]) == ["w"]
    assert ids(role="employer", candidates=[both, own]) == ["b"]


def test_what_is_out_of_date_is_not_sent_and_the_grace_time_counts() -> None:
    stale, in_grace = answer("old", "QA", review_by=date(2026, 10, 1)), answer("ok", "QA", review_by=date(2026, 11, 1))
    assert ids("QA", candidates=[stale, GENERAL]) == ["g"]
    assert ids("QA", candidates=[in_grace, GENERAL]) == ["ok"]


def test_nothing_is_said_in_a_language_that_the_answer_does_not_have() -> None:
    assert ids(language="fr", candidates=[GENERAL]) == []
