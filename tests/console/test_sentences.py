"""Three languages say the same, count as their speakers do, and name everything that can appear."""

import re
from pathlib import Path

import pytest

from bot.console.bidi import clean_name, isolate
from bot.console.sentences import plural_category, read_sentences
from helpline.content.topics import read_topics
from helpline.domain.commands import Command
from helpline.domain.people import Role
from helpline.errors import ContentError
from helpline.storage.outbox import RANK
from tests.processes import ROOT

SENTENCES = read_sentences(ROOT / "content")
TEMPLATES = sorted((ROOT / "bot" / "console" / "templates").glob("*.html"))


def test_all_languages_are_there() -> None:
    assert set(SENTENCES) == {"en", "ar", "fr"}
    assert SENTENCES["ar"].direction == "rtl"


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", {0: "other", 1: "one", 2: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
    ],
)
def test_plural_forms(language: str, counts: dict[int, str]) -> None:
    assert {count: plural_category(language, count) for count in counts} == counts


def test_counting_aloud() -> None:
    assert SENTENCES["en"]("new_cases", 1).startswith("1 new case")
    assert SENTENCES["ar"]("new_cases", 2).startswith("حالتان جديدتان")
    assert SENTENCES["ar"]("new_cases", 11).startswith("11 حالة")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_sentence_that_a_template_says_exists(path: Path) -> None:
    said = set(re.findall(r'\bt\("([a-z_]*[a-z])"', path.read_text(encoding="utf-8")))
    assert said <= set(SENTENCES["en"].sentences)


def test_every_sentence_is_said_somewhere() -> None:
    """What nobody says any more is deleted; keys that are put together are known by their beginning or their end."""
    folder = ROOT / "bot" / "console"
    paths = [*folder.glob("*.py"), *folder.glob("templates/*.html")]
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    begin = tuple(re.findall(r'["\']([a-z]+(?:_[a-z]+)*_)(?:\{|["\'] ~)', code))
    end = tuple(re.findall(r'(?:~ "|\{key\})(_[a-z_]+)"', code))
    unsaid = [
        key
        for key in SENTENCES["en"].sentences
        if not re.search(f"[\"']{key}[\"']", code) and not key.startswith(begin) and not key.endswith(end)
    ]
    assert unsaid == []


def test_every_state_and_role_has_a_name() -> None:
    keys = set(SENTENCES["en"].sentences)
    assert {f"delivery_{state}" for state in RANK} <= keys
    assert {f"staff_role_{role.value}" for role in Role} <= keys


def test_a_language_that_lacks_something_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "console"
    folder.mkdir()
    (folder / "en.yml").write_text("hello: 'Hello {name}'\nbye: Bye\n")
    (folder / "fr.yml").write_text("hello: 'Bonjour'\nbye: Salut\n")
    with pytest.raises(ContentError, match="content/console/fr.yml differs from en.yml in: hello"):
        read_sentences(tmp_path)
    (folder / "fr.yml").unlink()
    assert set(read_sentences(tmp_path)) == {"en"}


def test_names_are_cleaned_and_isolated() -> None:
    assert clean_name("Eve\u202e gro.live\u2066\n\tSmith\x00") == "Eve gro.live Smith"
    assert isolate("Amal", "ltr") == "Amal"
    assert isolate("Amal", "rtl") == "\u2068Amal\u2069"
    assert isolate("أمل", "ltr") == "\u2068أمل\u2069"


def test_every_command_that_is_recognised_has_a_name_in_every_language() -> None:
    topics = read_topics(ROOT / "content")
    for language, speech in SENTENCES.items():
        unnamed = [each for each in Command if each not in topics and f"topic_{each}" not in speech.sentences]
        assert unnamed == [], language
