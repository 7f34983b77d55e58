"""The patterns that find countries and sectors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brain.entities import SOURCES, document, forms, names, pattern
from brain.text import normalise

NLU = Path(__file__).resolve().parents[2] / "data" / "nlu"


def found(entity: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(pattern(names(entity)), normalise(text))]


@pytest.mark.parametrize("entity", SOURCES)
def test_the_training_data_is_in_step_with_its_source(entity: str) -> None:
    made = SOURCES[entity][1]
    assert made.read_text(encoding="utf-8") == document(entity), "run: python -m brain.entities"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am in Saudi Arabia", ["saudi arabia"]),
        ("from NEPAL to Qatar.", ["nepal", "qatar"]),
        ("Nigeria, not Niger", ["nigeria", "niger"]),
        ("je travaille au Koweït", ["koweit"]),
        ("في قطر", ["قطر"]),
        ("وقطر", ["قطر"]),
        ("بقطر", ["قطر"]),
        ("لقطر", ["قطر"]),
        ("كقطر", ["قطر"]),
        ("والسعودية", ["السعوديه"]),
        ("فبالسعوديه", ["السعوديه"]),
        ("المهندس في دبي", ["دبي"]),
        ("the qatarstrophe", []),
        ("my boss took my passport", []),
        ("قطرات من الماء", []),
    ],
)
def test_countries_are_found_as_whole_words(text: str, expected: list[str]) -> None:
    assert found("country", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I work as a security guard", ["security guard"]),
        ("أنا عاملة منزلية", ["عامله منزليه"]),
        ("حقوق العاملة المنزلية", ["عامله المنزليه"]),
        ("je suis femme de ménage", ["femme de menage"]),
        ("bonne journée, quelle belle carrière", []),
        ("a friend of mine", []),
        ("اشتغل معنا بنا", []),
    ],
)
def test_sectors_are_found(text: str, expected: list[str]) -> None:
    assert found("sector", text) == expected


@pytest.mark.parametrize(("entity", "least"), [("country", 0.9), ("sector", 0.95)])
def test_most_of_what_the_training_phrases_annotate_is_found(entity: str, least: float) -> None:
    matcher = re.compile(pattern(names(entity)))
    annotation = re.compile(rf"\[([^\]]+)\]\({entity}\)")
    annotated = [
        words for path in NLU.glob("*.*.yml") for words in annotation.findall(path.read_text(encoding="utf-8"))
    ]
    missed = [words for words in annotated if not matcher.search(normalise(words))]
    assert len(annotated) > 100
    assert 1 - len(missed) / len(annotated) >= least, sorted(set(missed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not paid since March", {"date": "march"}),
        ("منذ ثلاثة أشهر", {"date": "ثلاثه اشهر"}),
        ("depuis 3 mois", {"date": "3 mois"}),
        ("about 4500 riyals", {"amount": "4500 riyals"}),
        ("٣٠٠٠ ريال", {"amount": "3000 ريال"}),
        ("how many hours may I work", {}),
        ("my boss took my passport", {}),
    ],
)
def test_times_and_sums_are_found(text: str, expected: dict[str, str]) -> None:
    normal = normalise(text)
    found_forms = {entity: match.group() for entity, form in forms().items() if (match := re.search(form, normal))}
    assert found_forms == expected
