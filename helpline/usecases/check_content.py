"""Looks for everything in the content files that would let a person down, and names it by file, entry and language."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import phonenumbers

from helpline.content.answers import AnswerEntry, read_answers
from helpline.content.contacts import read_contacts
from helpline.content.countries import read_countries
from helpline.content.topics import read_topics
from helpline.domain.answers import GENERAL, Translation
from helpline.domain.contacts import Contact
from helpline.domain.countries import CountryNames
from helpline.domain.languages import SERVED
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters
from helpline.domain.topics import Topic
from helpline.errors import ContentError

MOST_WORDS = 110
MOST_SMS_SEGMENTS = 3
LONGEST_LABEL = 24
LONGEST_REVIEW = timedelta(days=190)
_AUDIENCES = ("worker", "employer", "both")
_STATUSES = ("drafted", "reviewed")
_DIGITS = re.compile(r"\d+")
_PLACEHOLDER = re.compile(r"\{[^}]*\}|TODO|XXX|\?\?\?|lorem", re.IGNORECASE)


@dataclass
class ContentReport:
    """`problems` are sentences; the counters say how many answers there are per topic, country and language."""

    problems: list[str] = field(default_factory=list)
    per_topic: Counter[str] = field(default_factory=Counter)
    per_country: Counter[str] = field(default_factory=Counter)
    per_language: Counter[str] = field(default_factory=Counter)
    contacts: int = 0


def check_content(content_dir: Path, today: date) -> ContentReport:
    """Reads all files. A file that cannot be read at all is a problem too, not an exception."""
    report = ContentReport()
    try:
        topics, countries = read_topics(content_dir), read_countries(content_dir)
        entries, contacts = list(read_answers(content_dir)), list(read_contacts(content_dir))
    except ContentError as error:
        report.problems.append(str(error))
        return report
    report.contacts = len(contacts)
    for entry in entries:
        answer = entry.answer
        report.per_topic[answer.topic] += 1
        report.per_country[answer.country] += 1
        report.per_language.update(answer.translations.keys())
        where = f"{entry.path.name}, {answer.id}"
        report.problems += [f"{where}: {problem}" for problem in _answer_problems(entry, topics, countries, today)]
    report.problems += [f"answers: the id {name} is used twice." for name in _repeated(e.answer.id for e in entries)]
    report.problems += _topic_problems(topics, entries)
    for contact in contacts:
        report.problems += [f"contacts, {contact.id}: {problem}" for problem in _contact_problems(contact, today)]
    return report


def _answer_problems(
    entry: AnswerEntry, topics: Mapping[str, Topic], countries: CountryNames, today: date
) -> Iterator[str]:
    answer = entry.answer
    if answer.topic not in topics or not topics[answer.topic].has_answers:
        yield f"the topic {answer.topic} is not one that has answers."
    if answer.topic != entry.path.stem:
        yield f"it stands in the file of another topic ({answer.topic})."
    if answer.country not in (GENERAL, "EU") and answer.country not in countries.by_code:
        yield f"the country {answer.country} is unknown."
    if answer.audience not in _AUDIENCES:
        yield f"the audience must be one of {', '.join(_AUDIENCES)}."
    if not answer.sources and answer.facts:
        yield "it has facts and no source."
    if any(not source.url.startswith(("http://", "https://")) for source in answer.sources):
        yield "a source has no address."
    if answer.review_by < today:
        yield f"its review was due on {answer.review_by}."
    if answer.review_by - answer.checked_on > LONGEST_REVIEW:
        yield "its review date is more than 190 days after the check."
    for follow_up in answer.follow_ups:
        if follow_up not in topics or not topics[follow_up].has_answers:
            yield f"the follow-up {follow_up} leads nowhere."
    yield from _translation_problems(answer.translations)


def _translation_problems(translations: Mapping[str, Translation]) -> Iterator[str]:
    for language in SERVED:
        if language not in translations:
            yield f"{language} is missing."
            continue
        translation = translations[language]
        words = len([word for word in translation.text.split() if any(c.isalnum() for c in word)])
        if words > MOST_WORDS:
            yield f"{language}: {words} words; at most {MOST_WORDS}."
        if not all((translation.question, translation.text, translation.short_text)):
            yield f"{language}: question, text or sms is empty."
        segments = count_segments(sms_letters(translation.short_text))
        if segments > MOST_SMS_SEGMENTS:
            yield f"{language}: the sms needs {segments} segments; at most {MOST_SMS_SEGMENTS}."
        if _PLACEHOLDER.search(translation.text + translation.short_text):
            yield f"{language}: a placeholder was left in."
        if translation.status not in _STATUSES:
            yield f"{language}: the status must be one of {', '.join(_STATUSES)}."
        if translation.status == "reviewed" and not translation.reviewed_by:
            yield f"{language}: it is reviewed and does not say by whom."
    figures = {code: _figures(translations[code].text) for code in SERVED if code in translations}
    if len(set(figures.values())) > 1:
        yield "the figures differ between the languages."


def _figures(text: str) -> tuple[str, ...]:
    """All numbers in a text, however they are grouped, without the numbering of the steps."""
    text = re.sub(r"^\s*\d+[.)]\s", "", text, flags=re.MULTILINE)
    joined = re.sub(r"(?<=\d)[ .,\u00a0\u202f](?=\d{3}\b)", "", text)
    return tuple(sorted(str(int(figure)) for figure in _DIGITS.findall(joined)))


def _topic_problems(topics: Mapping[str, Topic], entries: Iterable[AnswerEntry]) -> Iterator[str]:
    general = {entry.answer.topic for entry in entries if entry.answer.country == GENERAL}
    for topic in topics.values():
        if topic.has_answers and topic.name not in general:
            yield f"topics.yml, {topic.name}: it has no general answer."
        for language in SERVED:
            label = topic.label.get(language, "")
            if not 0 < len(label) <= LONGEST_LABEL:
                yield f"topics.yml, {topic.name}: the {language} label must have 1 to {LONGEST_LABEL} characters."


def _contact_problems(contact: Contact, today: date) -> Iterator[str]:
    if contact.confidence == "unsure":
        yield "it is unsure and must not be published."
    if not contact.source.get("url") and not contact.source.get("title"):
        yield "it has no source."
    if contact.review_by < today:
        yield f"its review was due on {contact.review_by}."
    if not contact.phone and not contact.url:
        yield "it has neither a number nor an address."
    if contact.phone and not _is_valid(contact):
        yield f"{contact.phone} is not a valid number of {contact.country}."
    if set(contact.names) != set(SERVED):
        yield "its name is missing in a language."


def _is_valid(contact: Contact) -> bool:
    is_short = contact.phone.isdigit() and 2 <= len(contact.phone) <= 6
    is_toll_free = contact.phone.isdigit() and contact.phone.lstrip("0").startswith("800") and len(contact.phone) <= 11
    if is_short or is_toll_free:  # toll-free numbers often work from inside the country only
        return True
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(contact.phone, contact.country))
    except phonenumbers.NumberParseException:
        return False


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
