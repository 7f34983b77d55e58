"""Looks up what to say on a topic for a person's countries and role. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from helpline.domain.answers import Answer
from helpline.domain.conversations import Profile
from helpline.domain.corridor import (
    DESTINATION,
    ORIGIN,
    Part,
    Selection,
    places_that_count,
    role_of,
    select_answers,
)
from helpline.domain.countries import CountryNames
from helpline.domain.topics import Topic
from helpline.domain.turns import Reply
from helpline.storage.answers import answers_of_topic, find_answer
from helpline.storage.database import Database

_MOST_COUNTRIES_OFFERED = 6
# Where most of those who write work; the others can write their country's name.
_COUNTRIES_FIRST = ("SA", "AE", "QA", "KW", "OM", "BH", "JO", "LB", "LY", "EG", "MA", "TN", "ES")
_ORIGINS_FIRST = ("IN", "BD", "NP", "PK", "PH", "ET", "KE", "LK", "EG", "SD")


@dataclass(frozen=True)
class FoundAnswer:
    """Replies in order; `asks` is `country` or `origin` when the person is asked for one, else empty."""

    replies: tuple[Reply, ...]
    asks: str = ""
    is_missing: bool = False


class FaqReader:
    """Answers questions from the FAQ database."""

    def __init__(self, database: Database, topics: Mapping[str, Topic], countries: CountryNames) -> None:
        self._database, self._topics, self._countries = database, topics, countries

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self._topics

    @property
    def countries(self) -> CountryNames:
        return self._countries

    def find(self, topic_name: str, profile: Profile) -> FoundAnswer:
        """The general part is never held back: when the country is not known it is asked beneath."""
        topic = self._topics[topic_name]
        with self._database.read() as tx:
            candidates = answers_of_topic(tx, topic_name)
            today = tx.now.date()
        places = places_that_count(topic, profile.country, profile.origin, self._countries)
        role = role_of(topic, profile.role)
        selection = select_answers(candidates, places, role=role, language=profile.language, today=today)
        if not selection.parts:
            was_there = any(profile.language in answer.translations for answer in candidates)
            return self._missing(topic, profile, is_outdated=was_there)
        return self._found(topic, selection, self._asks(topic, profile, selection, candidates), candidates)

    def show(self, answer_id: str, profile: Profile) -> FoundAnswer:
        """One entry that stands for itself. What it became meanwhile is looked at when the reply is composed."""
        with self._database.read() as tx:
            answer = find_answer(tx, answer_id)
        follow_ups = [name for name in answer.follow_ups if name in self._topics][:2] if answer else []
        return FoundAnswer((Reply("answer", answer_id, choices=(*follow_ups, "talk_to_human")),))

    def _found(self, topic: Topic, selection: Selection, asks: str, candidates: list[Answer]) -> FoundAnswer:
        replies = [Reply("answer", part.answer.id, _params(part, selection)) for part in selection.parts]
        if asks:
            key = "ask_country" if asks == "country" else "ask_origin"
            replies.append(Reply("wording", key, choices=self._countries_to_offer(asks, candidates)))
        else:
            last = selection.answers[-1]
            follow_ups = [name for name in last.follow_ups or topic.follow_ups if name in self._topics][:2]
            replies[-1] = replace(replies[-1], choices=(*follow_ups, "talk_to_human"))
        return FoundAnswer(tuple(replies), asks)

    def _asks(self, topic: Topic, profile: Profile, selection: Selection, candidates: Iterable[Answer]) -> str:
        """Asks only for a country for which a rule is known, and for one that could change the answer.

        A rule for one single country is not worth the question: for nearly all who answer it, nothing would change.
        """
        known = self._countries.by_code
        ruled = [known[answer.country] for answer in candidates if answer.country in known]
        may_ask_origin = not profile.origin and any(country.is_origin for country in ruled)
        if topic.country == ORIGIN:
            has_rule = any(part.kind for part in selection.parts)
            return "origin" if may_ask_origin and not has_rule else ""
        if profile.country or topic.country not in (DESTINATION, "both"):
            return ""
        if len({country.code for country in ruled if country.is_destination}) > 1:
            return "country"
        return "origin" if may_ask_origin and topic.country == "both" else ""

    def _countries_to_offer(self, asks: str, candidates: Iterable[Answer]) -> tuple[str, ...]:
        codes = {answer.country for answer in candidates}
        order = _COUNTRIES_FIRST if asks == "country" else _ORIGINS_FIRST
        return tuple(f"give_country:{code}" for code in order if code in codes)[:_MOST_COUNTRIES_OFFERED]

    def _missing(self, topic: Topic, profile: Profile, *, is_outdated: bool) -> FoundAnswer:
        """What is too old is not sent; offices that know today's rule are."""
        params = {"topic": topic.name}
        if is_outdated:
            params["offices_of"] = profile.country or profile.origin
        key = "answer_out_of_date" if is_outdated else "no_answer_yet"
        return FoundAnswer((Reply("wording", key, params, ("talk_to_human",)),), is_missing=True)


def _params(part: Part, selection: Selection) -> dict[str, str]:
    """What has to be said with a part: whose rule it is, when there are two, and under the first what is not known."""
    params: dict[str, str] = {}
    if len(selection.parts) > 1 and part.kind:
        params |= {"part": part.kind, "part_of": part.answer.country}
    if part is selection.parts[0]:
        if selection.unchecked:
            params["country_missing"] = selection.unchecked
        if selection.outdated:
            params["country_outdated"] = selection.outdated
    return params
