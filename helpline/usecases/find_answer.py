"""Looks up what to say on a topic for a person's countries and role. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpline.domain.answers import Answer, select_answers
from helpline.domain.conversations import Profile
from helpline.domain.countries import CountryNames
from helpline.domain.topics import Topic
from helpline.domain.turns import Reply
from helpline.storage.answers import answers_of_topic
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
        country = profile.country if topic.country in ("destination", "both") else ""
        origin = profile.origin if topic.country in ("origin", "both") else ""
        role = "employer" if topic.group == "employers" else profile.role
        selection = select_answers(
            candidates, country=country, origin=origin, role=role, language=profile.language, today=today
        )
        if not selection.answers:
            return self._missing(topic, profile, was_expired=bool(candidates))
        asks = self._asks(topic, profile, candidates)
        missing = country or origin if selection.country_missing else ""
        return self._found(topic, selection.answers, asks, missing, candidates)

    def _found(
        self, topic: Topic, answers: tuple[Answer, ...], asks: str, missing: str, candidates: list[Answer]
    ) -> FoundAnswer:
        params = {"country_missing": missing} if missing else {}
        replies = [Reply("answer", answer.id, params) for answer in answers]
        if asks:
            key = "ask_country" if asks == "country" else "ask_origin"
            replies.append(Reply("wording", key, choices=self._countries_to_offer(asks, candidates)))
        else:
            follow_ups = [name for name in answers[-1].follow_ups or topic.follow_ups if name in self._topics][:2]
            replies[-1] = Reply("answer", answers[-1].id, params, (*follow_ups, "talk_to_human"))
        return FoundAnswer(tuple(replies), asks)

    def _asks(self, topic: Topic, profile: Profile, candidates: Iterable[Answer]) -> str:
        """Asks only for a country for which a rule is known."""
        known = self._countries.by_code
        ruled = [known[answer.country] for answer in candidates if answer.country in known]
        asks_destination = topic.country in ("destination", "both") and not profile.country
        asks_origin = topic.country in ("origin", "both") and not profile.origin and not profile.country
        if asks_destination and any(country.is_destination for country in ruled):
            return "country"
        return "origin" if asks_origin and any(country.is_origin for country in ruled) else ""

    def _countries_to_offer(self, asks: str, candidates: Iterable[Answer]) -> tuple[str, ...]:
        codes = {answer.country for answer in candidates}
        order = _COUNTRIES_FIRST if asks == "country" else _ORIGINS_FIRST
        return tuple(f"give_country:{code}" for code in order if code in codes)[:_MOST_COUNTRIES_OFFERED]

    def _missing(self, topic: Topic, profile: Profile, *, was_expired: bool) -> FoundAnswer:
        key = "answer_out_of_date" if was_expired else "no_answer_yet"
        reply = Reply("wording", key, {"topic": topic.name}, ("talk_to_human",))
        return FoundAnswer((reply,), is_missing=True)
