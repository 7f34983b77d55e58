"""Answering one topic: shared by everything that ends in an answer."""

from actions.places import Places
from actions.response import Response
from actions.turn_view import TurnView
from helpline.domain.effects import Effect
from helpline.usecases.find_answer import FaqReader


def answer_topic(faq: FaqReader, topic: str, turn: TurnView, places: Places) -> Response:
    """The country that the message names counts at once and is remembered."""
    profile = places.in_profile(turn.profile)
    effects = [*places.effects()]
    if faq.topics[topic].group == "employers" and not profile.role:
        effects.append(Effect("set_role", {"role": "employer"}))
    found = faq.find(topic, profile)
    effects += [
        Effect("answer_given", {"answer": reply.name, "topic": topic})
        for reply in found.replies
        if reply.kind == "answer"
    ]
    offered = "talk_to_human" if found.is_missing else None
    slots = {"last_topic": topic, "clarified": 0, "country_asked": found.asks or None, "offered": offered}
    return Response(found.replies, tuple(effects), slots)
