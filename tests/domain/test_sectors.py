"""The kind of work that a message names."""

from pathlib import Path

import pytest
import yaml

from helpline.content.sectors import read_sectors

CONTENT = Path("content")


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Housemaid", "domestic_work"),
        ("العاملة المنزلية", "domestic_work"),
        ("عامله منزليه", "domestic_work"),
        ("femme de ménage", "domestic_work"),
        ("électricien", "construction"),
        ("سواق", "driving"),
        ("astronaut", ""),
        ("", ""),
    ],
)
def test_a_name_leads_to_its_sector(name: str, sector: str) -> None:
    assert read_sectors(CONTENT).of(name) == sector


def test_no_name_belongs_to_two_sectors() -> None:
    sectors = read_sectors(CONTENT)
    listed = yaml.safe_load((CONTENT / "sectors.yml").read_text(encoding="utf-8"))["sectors"]
    elsewhere = [
        (sector, name)
        for sector, by_language in listed.items()
        for names in by_language.values()
        for name in names
        if sectors.of(str(name)) != sector
    ]
    assert elsewhere == []


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_staff_read_every_sector_in_their_language(language: str) -> None:
    listed = yaml.safe_load((CONTENT / "sectors.yml").read_text(encoding="utf-8"))["sectors"]
    said = yaml.safe_load((CONTENT / "console" / f"{language}.yml").read_text(encoding="utf-8"))
    assert {f"sector_{name}" for name in listed} <= set(said)
