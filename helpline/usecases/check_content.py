"""Looks for everything in the content files that would let a person down, and names it by file, entry and language."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from helpline.content.answers import AnswerEntry, read_answers
from helpline.content.contacts import read_contacts
from helpline.content.countries import read_countries
from helpline.content.facts import read_facts
from helpline.content.numbers import plain_number, read_unlisted_numbers
from helpline.content.topics import read_topics
from helpline.domain.answer_checks import Known, number_problems, problems_of_answer, topics_without_general
from helpline.domain.answers import Answer
from helpline.domain.contacts import Contact
from helpline.domain.languages import SERVED
from helpline.domain.phone_numbers import can_be_dialled
from helpline.domain.reachability import unreachable
from helpline.domain.topics import Topic
from helpline.domain.translation_checks import problems_of_translations
from helpline.errors import ContentError

LONGEST_LABEL = 24


@dataclass
class ContentReport:
    """`problems` are sentences. `has_facts`: whether there were facts to compare the answers with."""

    problems: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    contacts: int = 0
    has_facts: bool = False

    @property
    def per_topic(self) -> Counter[str]:
        return Counter(answer.topic for answer in self.answers)

    @property
    def per_country(self) -> Counter[str]:
        return Counter(answer.country for answer in self.answers)

    @property
    def per_language(self) -> Counter[str]:
        return Counter(language for answer in self.answers for language in answer.translations)


def read_known(content_dir: Path) -> Known:
    """Raises ContentError."""
    topics, countries = read_topics(content_dir), read_countries(content_dir)
    return Known(topics, countries, read_facts(content_dir), read_unlisted_numbers(content_dir))


def check_content(content_dir: Path, today: date) -> ContentReport:
    """Reads all files. A file that cannot be read at all is a problem too, not an exception."""
    report = ContentReport()
    try:
        known = read_known(content_dir)
        entries, contacts = list(read_answers(content_dir)), list(read_contacts(content_dir))
    except ContentError as error:
        report.problems.append(str(error))
        return report
    report.answers = [entry.answer for entry in entries]
    report.contacts, report.has_facts = len(contacts), bool(known.facts)
    for entry in entries:
        where = f"{entry.path.name}, {entry.answer.id}"
        report.problems += [f"{where}: {problem}" for problem in _answer_problems(entry, known, today)]
    report.problems += _repeated_ids("answers", (answer.id for answer in report.answers))
    report.problems += _repeated_ids("contacts", (contact.id for contact in contacts))
    report.problems += _reach_problems(report.answers, known)
    for topic in known.topics.values():
        report.problems += [f"topics.yml, {topic.name}: {problem}" for problem in _topic_problems(topic, known)]
    for contact in contacts:
        report.problems += [
            f"contacts, {contact.id}: {problem}" for problem in _contact_problems(contact, known, today)
        ]
    return report


def _answer_problems(entry: AnswerEntry, known: Known, today: date) -> Iterator[str]:
    if entry.answer.topic != entry.path.stem:
        yield f"it stands in the file of another topic ({entry.answer.topic})."
    yield from (problem for _, problem in problems_of_answer(entry.answer, known, today))
    yield from problems_of_translations(entry.answer.translations)
    yield from number_problems(entry.answer, known)


def _reach_problems(answers: list[Answer], known: Known) -> Iterator[str]:
    for answer in unreachable(answers, known.topics, known.countries):
        yield f"{answer.topic}.yml, {answer.id}: no person could ever get it; see `country` of the topic in topics.yml."
    for topic, role in topics_without_general(answers, known.topics):
        yield f"topics.yml, {topic}: it has no general answer for {'a worker' if role == 'worker' else 'an employer'}."


def _topic_problems(topic: Topic, known: Known) -> Iterator[str]:
    for follow_up in topic.follow_ups:
        if not known.has_answered_topic(follow_up):
            yield f"the follow-up {follow_up} leads nowhere."
        if follow_up == topic.name:
            yield "it is among its own follow-ups."
    for language in SERVED:
        if not 0 < len(topic.label.get(language, "")) <= LONGEST_LABEL:
            yield f"the {language} label must have 1 to {LONGEST_LABEL} characters."


def _contact_problems(contact: Contact, known: Known, today: date) -> Iterator[str]:
    if contact.confidence == "unsure":
        yield "it is unsure and must not be published."
    if not contact.source.get("url") and not contact.source.get("title"):
        yield "it has no source."
    if contact.review_by < today:
        yield f"its review was due on {contact.review_by}."
    if not contact.phone and not contact.url:
        yield "it has neither a number nor an address."
    is_listed = plain_number(contact.phone) not in known.unlisted_numbers
    if contact.phone and is_listed and not can_be_dialled(contact.phone, contact.country):
        yield f"{contact.phone} is not a valid number of {contact.country}."
    for language in SERVED:
        if not contact.names.get(language, "").strip():
            yield f"its name is missing in {language}."
        if any(contact.hours.values()) and not contact.hours.get(language):
            yield f"its hours are missing in {language}."


def _repeated_ids(what: str, ids: Iterable[str]) -> list[str]:
    return [f"{what}: the id {name} is used twice." for name, count in Counter(ids).items() if count > 1]
