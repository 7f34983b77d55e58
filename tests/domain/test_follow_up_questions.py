"""Short questions after an answer, and what people say about themselves, with the words of the content files."""

from pathlib import Path

import pytest

from helpline.content.countries import read_countries
from helpline.content.follow_up_questions import read_follow_up_questions
from helpline.content.roles import read_role_words

CONTENT = Path("content")


@pytest.mark.parametrize(
    ("text", "after", "meant"),
    [
        ("how much?", "work_visa", "recruitment_fees"),
        ("how much?", "recruitment_fees", "recruitment_fees"),
        ("what about my wife?", "work_visa", "family_reunification"),
        ("and my kids", "health_care", "health_care"),
        ("how long does it take", "end_of_service", "end_of_service"),
        ("c'est combien ?", "job_search", "recruitment_fees"),
        ("et ma femme ?", "work_visa", "family_reunification"),
        ("où aller ?", "unpaid_wages", "complaint_channels"),
        ("où ?", "unpaid_wages", "complaint_channels"),
        ("Et où ?", "unpaid_wages", "complaint_channels"),
        ("بكام؟", "work_visa", "recruitment_fees"),
        ("وزوجتي؟", "work_visa", "family_reunification"),
        ("وين أروح؟", "unpaid_wages", "complaint_channels"),
    ],
)
def test_a_short_question_is_about_the_last_answer(text: str, after: str, meant: str) -> None:
    assert read_follow_up_questions(CONTENT).topic_meant(text, after) == meant


@pytest.mark.parametrize(
    "text",
    [
        "my boss took my passport",
        "how much must I pay the agent who found me this job in Kuwait",
        "",
        "??",
        "mon contrat ou ma carte",
    ],
)
def test_what_speaks_for_itself_is_no_follow_up(text: str) -> None:
    assert read_follow_up_questions(CONTENT).topic_meant(text, "work_visa") is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I am an employer in Oman", "employer"),
        ("no, I am not an employer", "worker"),
        ("Je suis l’employeur", "employer"),
        ("je ne suis pas employeur", "worker"),
        ("أنا صاحب عمل", "employer"),
        ("انا مش صاحب عمل", "worker"),
        ("my employer does not pay me", ""),
        ("صاحب العمل أخذ جوازي", ""),
        ("mon employeur garde mon passeport", ""),
    ],
)
def test_who_the_person_is(text: str, role: str) -> None:
    assert read_role_words(CONTENT).named(text) == role


@pytest.mark.parametrize(
    "text", ["not in Qatar, in Kuwait", "I am in Kuwait, not Qatar", "au Koweït, pas au Qatar", "في الكويت مش قطر"]
)
def test_a_country_that_is_denied(text: str) -> None:
    countries = read_countries(CONTENT)
    assert countries.denied(text) == {"QA"}


@pytest.mark.parametrize("text", ["no, in Qatar", "non, au Qatar"])
def test_a_correction_denies_no_country(text: str) -> None:
    assert read_countries(CONTENT).denied(text) == set()
