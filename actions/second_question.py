"""A message with two questions: the first is answered, and so is the second when it is as clear; else it is offered."""

from dataclasses import replace

from actions.answering import answer_topic
from actions.knowledge import Knowledge
from actions.response import Response, wording
from actions.turn_view import TurnView

# What a single sentence must reach to count as a question of its own; below `_CLEAR` it is offered, not answered.
_PLAUSIBLE = 0.5
_CLEAR = 0.75


def with_second_question(known: Knowledge, response: Response, turn: TurnView) -> Response:
    """`response` answers the message as a whole. A third question waits for the next message."""
    first = response.slots.get("last_topic")
    if not any(reply.kind == "answer" for reply in response.replies):
        return response
    topics = known.faq.topics
    seconds = [
        (topic, confidence)
        for topic, confidence in turn.parts
        if topic != first and topic in topics and topics[topic].has_answers and confidence >= _PLAUSIBLE
    ]
    if not seconds or not _stands_in_a_part(str(first), turn):
        return response
    topic, confidence = max(seconds, key=lambda pair: pair[1])
    if confidence < _CLEAR:
        return response.with_reply(wording("second_question", topic, topic=topic))
    return _both(response, answer_topic(known, topic, turn))


def _stands_in_a_part(first: str, turn: TurnView) -> bool:
    """The whole is about what one of its sentences is about: otherwise the sentences tell one story together."""
    return any(topic == first and confidence >= _PLAUSIBLE for topic, confidence in turn.parts)


def _both(first: Response, second: Response) -> Response:
    """Both answers; what is asked beneath (a country, related topics) is asked once, beneath the second."""
    answers = tuple(replace(reply, choices=()) for reply in first.replies if reply.kind == "answer")
    more = tuple(effect for effect in second.effects if effect not in first.effects)
    return Response((*answers, *second.replies), first.effects + more, second.slots)
