"""Which answers a person can get at all, whoever they are and wherever."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from helpline.domain.answers import Answer
from helpline.domain.corridor import places_that_count, role_of, select_answers
from helpline.domain.countries import CountryNames
from helpline.domain.topics import Topic

_ROLES = ("worker", "employer")


def unreachable(answers: Iterable[Answer], topics: Mapping[str, Topic], countries: CountryNames) -> list[Answer]:
    """Those that no one gets, also when all are current."""
    by_topic: dict[str, list[Answer]] = {}
    for answer in answers:
        by_topic.setdefault(answer.topic, []).append(answer)
    ruled = {name: found for name, found in by_topic.items() if name in topics and not topics[name].holds_entries}
    return [
        answer
        for name, candidates in ruled.items()
        for answer in candidates
        if not _is_reached(answer, candidates, topics[name], countries)
    ]


def _is_reached(answer: Answer, candidates: list[Answer], topic: Topic, countries: CountryNames) -> bool:
    for country, origin in _whereabouts(answer, countries):
        places = places_that_count(topic, country, origin, countries)
        for role in _ROLES:
            for language in answer.translations:
                found = select_answers(candidates, places, role=role_of(topic, role), language=language, today=date.min)
                if any(each is answer for each in found.answers):
                    return True
    return False


def _whereabouts(answer: Answer, countries: CountryNames) -> Iterator[tuple[str, str]]:
    """Country of work and of origin of those whom the answer could be for, as people's words are read."""
    yield "", ""
    for country in countries.by_code.values():
        if answer.country not in (country.code, country.region):
            continue
        if country.is_destination:
            yield country.code, ""
        if country.is_origin:
            yield "", country.code
