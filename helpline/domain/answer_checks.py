"""What is wrong with an answer apart from its words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from helpline.domain.answers import GENERAL, Answer
from helpline.domain.countries import CountryNames
from helpline.domain.facts import UNSURE, Fact
from helpline.domain.phone_numbers import can_be_dialled, numbers_in
from helpline.domain.topics import Topic

AUDIENCES = ("worker", "employer", "both")
MOST_FOLLOW_UPS = 3
LONGEST_REVIEW = timedelta(days=365)
LONGEST_VOLATILE_REVIEW = timedelta(days=90)


@dataclass(frozen=True)
class Known:
    """What an answer may name. `facts` is empty where an installation keeps none; then their ids are not looked at."""

    topics: Mapping[str, Topic]
    countries: CountryNames
    facts: Mapping[str, Fact] = field(default_factory=dict)
    unlisted_numbers: frozenset[str] = frozenset()

    def has_country(self, code: str) -> bool:
        return code == GENERAL or code in self.countries.by_code or code in self.countries.regions

    def has_answered_topic(self, name: str) -> bool:
        return name in self.topics and self.topics[name].has_answers


def longest_review(answer: Answer, facts: Mapping[str, Fact]) -> timedelta:
    """How long an answer may be good for after a check: briefly when anything in it changes often."""
    return LONGEST_VOLATILE_REVIEW if _is_volatile(answer, facts) else LONGEST_REVIEW


def _is_volatile(answer: Answer, facts: Mapping[str, Fact]) -> bool:
    """By its facts; where one is not known, by how short a time it was good for until now."""
    if all(fact in facts for fact in answer.facts):
        return any(facts[fact].is_volatile for fact in answer.facts)
    return answer.review_by - answer.checked_on <= LONGEST_VOLATILE_REVIEW


def problems_of_answer(answer: Answer, known: Known, today: date) -> Iterator[tuple[str, str]]:
    """The field, as it is called in the files and sheets, and what is wrong with it."""
    holds_entries = answer.topic in known.topics and known.topics[answer.topic].holds_entries
    if not holds_entries and not known.has_answered_topic(answer.topic):
        yield "topic", f"the topic {answer.topic} is not one that has answers."
    if not known.has_country(answer.country):
        yield "country", f"the country {answer.country} is unknown."
    if answer.audience not in AUDIENCES:
        yield "audience", f"the audience must be one of {', '.join(AUDIENCES)}."
    yield from (("sources", problem) for problem in _source_problems(answer))
    yield from (("follow_ups", problem) for problem in _follow_up_problems(answer, known))
    yield from (("facts", problem) for problem in _fact_problems(answer, known.facts))
    yield from _date_problems(answer, known, today)


def number_problems(answer: Answer, known: Known) -> Iterator[str]:
    """A number in an answer for all countries is not looked at unless it is in the international form."""
    for language, translation in answer.translations.items():
        for number in dict.fromkeys(numbers_in(f"{translation.text}\n{translation.short_text}")):
            if answer.is_general and not number.startswith("+"):
                continue
            plain = "".join(character for character in number if character.isdigit() or character == "+")
            if plain not in known.unlisted_numbers and not can_be_dialled(plain, answer.country):
                yield f"{language}: {number} is not a valid number of {answer.country}."


def _source_problems(answer: Answer) -> Iterator[str]:
    if not answer.sources:
        yield "it has no source."
    for source in answer.sources:
        if not source.title.strip() or not source.publisher.strip():
            yield "a source has no title or no publisher."
        if not source.url.startswith(("http://", "https://")):
            yield "a source has no address."


def _follow_up_problems(answer: Answer, known: Known) -> Iterator[str]:
    if len(answer.follow_ups) > MOST_FOLLOW_UPS:
        yield f"it has {len(answer.follow_ups)} follow-ups; at most {MOST_FOLLOW_UPS}."
    for follow_up in answer.follow_ups:
        if not known.has_answered_topic(follow_up):
            yield f"the follow-up {follow_up} leads nowhere."
        if follow_up == answer.topic:
            yield "its own topic is among its follow-ups."


def _fact_problems(answer: Answer, facts: Mapping[str, Fact]) -> Iterator[str]:
    for name in answer.facts if facts else ():
        if name not in facts:
            yield f"the fact {name} is unknown."
        elif facts[name].confidence == UNSURE:
            yield f"the fact {name} is unsure and must not be used."


def _date_problems(answer: Answer, known: Known, today: date) -> Iterator[tuple[str, str]]:
    if answer.checked_on > today:
        yield "checked_on", f"{answer.checked_on}, the day of its check, is still to come."
    if answer.review_by < today:
        yield "review_by", f"its review was due on {answer.review_by}."
    longest = longest_review(answer, known.facts) if known.facts else LONGEST_REVIEW
    if answer.review_by - answer.checked_on > longest:
        why = ", because a fact in it changes often" if longest < LONGEST_REVIEW else ""
        yield "review_by", f"its review date is more than {longest.days} days after the check{why}."
    if answer.review_by < answer.checked_on:
        yield "review_by", "its review date is before its check."


def topics_without_general(answers: Iterable[Answer], topics: Mapping[str, Topic]) -> Iterator[tuple[str, str]]:
    """Topic and role of those who would find no answer when their country has none."""
    general = [answer for answer in answers if answer.is_general]
    for topic in topics.values():
        roles = ("employer",) if topic.group == "employers" else ("worker", "employer")
        for role in roles if topic.has_answers else ():
            if not any(answer.topic == topic.name and answer.suits(role) for answer in general):
                yield topic.name, role
