from pathlib import Path

import pytest

from helpline.content.countries import read_countries
from helpline.domain.countries import CountryNames


@pytest.fixture(scope="module")
def countries() -> CountryNames:
    return read_countries(Path("content"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("I am in Qatar", ["QA"]),
        ("from Nepal, working in Dubai", ["NP", "AE"]),
        ("أنا في الكويت", ["KW"]),
        ("والسعودية؟", ["SA"]),
        ("بالرياض", ["SA"]),
        ("je suis au Koweït", ["KW"]),
        ("je viens du Niger", ["NE"]),
        ("je viens du Nigeria", ["NG"]),
        ("KSA", ["SA"]),
        ("a woman", []),
        ("je suis sur la route", []),
        ("hello", []),
    ],
)
def test_countries_are_found_by_their_names(countries: CountryNames, text: str, codes: list[str]) -> None:
    assert countries.find(text) == codes


def test_every_country_has_its_name_in_every_language(countries: CountryNames) -> None:
    for country in countries.by_code.values():
        assert set(country.name) == {"en", "ar", "fr"}, country.code


def test_no_alias_belongs_to_two_countries(countries: CountryNames) -> None:
    for country in countries.by_code.values():
        for alias in (*country.name.values(), *country.aliases):
            assert countries.code_of(alias) == country.code, alias
