"""Answering one topic: shared by everything that ends in an answer."""

from dataclasses import replace

from actions.knowledge import Knowledge
from actions.menu import menu_for
from actions.places import Places, places_named
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.choosing import OTHER_QUESTIONS
from helpline.domain.effects import Effect
from helpline.usecases.find_answer import FoundAnswer

_ABOUT_GOING = ("work_visa", "seasonal_migration", "bilateral_agreements", "skills_mobility")
_ABOUT_MONEY_OWED = ("unpaid_wages", "end_of_service")


def answer_found(known: Knowledge, name: str, turn: TurnView) -> Response:
    """`name` is a topic, or `other_questions:<answer id>`."""
    topic, _, answer_id = name.partition(":")
    if topic == OTHER_QUESTIONS:
        return _answered(OTHER_QUESTIONS, known.faq.show(answer_id, turn.profile), ())
    return answer_topic(known, topic, turn)


def answer_topic(known: Knowledge, topic: str, turn: TurnView) -> Response:
    """What the message says about the person, their country and role, counts at once and is remembered.

    Who asks about going somewhere names where they want to go: that counts for the answer, but in danger the numbers
    of that country would be the wrong ones, so it is not remembered.
    """
    places = places_named(turn, known.faq.countries, asked=turn.slot("country_asked"))
    profile = places.in_profile(turn.profile)
    effects = [] if topic in _ABOUT_GOING else [*places.effects()]
    role = _role(known, topic, turn)
    if role and role != profile.role:
        profile = profile.with_role(role)
        effects.append(Effect("set_role", {"role": role}))
    return _answered(topic, _with_complaint(topic, profile.role, known.faq.find(topic, profile)), tuple(effects))


def answer_for_place(known: Knowledge, topic: str, turn: TurnView, places: Places) -> Response:
    """The last answer again when the place changes it; else only that the place is noted, or what is still asked."""
    before, now = known.faq.find(topic, turn.profile), known.faq.find(topic, places.in_profile(turn.profile))
    if before != now:
        return answer_topic(known, topic, turn)
    if now.asks:
        return Response(now.replies[-1:], places.effects())
    noted = wording("country_noted", *menu_for(turn.profile.role), country=places.country or places.origin)
    return Response((noted,), places.effects())


def _role(known: Knowledge, topic: str, turn: TurnView) -> str:
    said = "" if turn.is_choice else known.roles.named(turn.text)
    is_for_employers = known.faq.topics[topic].group == "employers"
    return said or ("employer" if is_for_employers and not turn.profile.role else "")


def _with_complaint(topic: str, role: str, found: FoundAnswer) -> FoundAnswer:
    """Whoever is owed money is offered the questions that prepare a complaint; an employer is not."""
    if role == "employer" or topic not in _ABOUT_MONEY_OWED or found.is_missing or found.asks:
        return found
    *others, last = found.replies
    return replace(found, replies=(*others, replace(last, choices=("prepare_complaint", *last.choices))))


def _answered(topic: str, found: FoundAnswer, effects: tuple[Effect, ...]) -> Response:
    given = tuple(
        Effect("answer_given", {"answer": reply.name, "topic": topic})
        for reply in found.replies
        if reply.kind == "answer"
    )
    offered = "talk_to_human" if found.is_missing else None
    slots = {"last_topic": topic, "clarified": 0, "country_asked": found.asks or None, "offered": offered}
    return Response(found.replies, effects + given, slots)
