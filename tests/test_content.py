"""The content is complete and consistent, in every language."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
import yaml

from helpline.content.contacts import read_contacts
from helpline.content.phrases import read_phrases
from helpline.content.safeguarding import read_safeguarding
from helpline.content.topics import read_topics
from helpline.content.wording import read_wording
from helpline.domain.commands import ONLY_TAPPED, Command
from helpline.domain.languages import SERVED
from helpline.usecases.check_content import check_content

CONTENT = Path("content")
SOURCES = [path for package in ("helpline", "actions", "bot") for path in Path(package).rglob("*.py")]
CHECKED_ON = date(2026, 11, 22)


def test_the_content_check_finds_nothing() -> None:
    report = check_content(CONTENT, CHECKED_ON)
    assert report.problems == []
    assert sum(report.per_topic.values()) >= 40
    assert min(report.per_language.values()) == max(report.per_language.values())


def sentences(language: str) -> dict[str, str]:
    return dict(yaml.safe_load((CONTENT / "wording" / f"{language}.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", [code for code in SERVED if code != "en"])
def test_every_sentence_has_the_same_placeholders_in_every_language(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    english, other = sentences("en"), sentences(language)
    assert english.keys() == other.keys()
    for key, text in english.items():
        assert fields(text) == fields(other[key]), key


def test_every_sentence_that_the_code_says_exists() -> None:
    wording = read_wording(CONTENT)
    said: set[str] = set()
    for path in SOURCES:
        code = path.read_text(encoding="utf-8")
        said |= set(re.findall(r'Reply\(\s*"wording", "(\w+)"', code))
        said |= set(re.findall(r'\bwording\("(\w+)"', code))
        said |= set(re.findall(r'tell_person\([^)]*?"(\w+)"', code))
    assert len(said) > 15, "the patterns above no longer find the sentences"
    assert said <= wording.keys()


def test_every_urgent_topic_has_its_advice() -> None:
    wording = read_wording(CONTENT)
    for topic in read_topics(CONTENT).values():
        if topic.is_urgent:
            assert wording.has(topic.name)


def test_rasa_knows_every_topic_and_no_other() -> None:
    domain = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
    intents = {name if isinstance(name, str) else next(iter(name)) for name in domain["intents"]}
    assert intents == {topic.name for topic in read_topics(CONTENT).values() if topic.group != "gateway"}


@pytest.mark.parametrize("language", SERVED)
def test_every_topic_has_training_phrases_in_every_language(language: str) -> None:
    found = read_phrases(Path("data/nlu"))[language]
    for topic in read_topics(CONTENT).values():
        is_taught = topic.group not in ("tapped", "other", "gateway")
        assert sum(name == topic.name for name, _ in found) >= (25 if is_taught else 0), topic.name


def test_no_training_phrase_teaches_two_topics() -> None:
    seen: dict[str, str] = {}
    for found in read_phrases(Path("data/nlu")).values():
        for topic, phrase in found:
            assert seen.setdefault(phrase.lower(), topic) == topic, phrase


def test_commands_exist_in_every_language() -> None:
    commands = yaml.safe_load((CONTENT / "commands.yml").read_text(encoding="utf-8"))["commands"]
    assert set(commands) == {command.value for command in Command} - {command.value for command in ONLY_TAPPED}
    for name, phrases in commands.items():
        assert set(phrases) == set(SERVED), name


def test_every_language_has_danger_signs_for_every_urgent_topic() -> None:
    read_safeguarding(CONTENT)
    urgent = {topic.name for topic in read_topics(CONTENT).values() if topic.is_urgent}
    for language in SERVED:
        data = yaml.safe_load((CONTENT / "safeguarding" / f"{language}.yml").read_text(encoding="utf-8"))
        assert set(data["signs"]) == urgent
        assert sum(len(signs) for signs in data["signs"].values()) >= 60, language
        assert data["harmless"], language


@pytest.mark.parametrize("country", ["AE", "SA", "QA", "KW", "BH", "OM", "JO", "LB", "EG", "TN", "MA", "ES"])
def test_every_destination_with_a_known_number_has_emergency_contacts(country: str) -> None:
    found = [contact for contact in read_contacts(CONTENT) if contact.country == country]
    urgent = {topic.name for topic in read_topics(CONTENT).values() if topic.is_urgent}
    covered = {topic for contact in found if contact.phone for topic in contact.urgent_topics}
    assert {"danger_violence", "danger_medical"} <= covered <= urgent
