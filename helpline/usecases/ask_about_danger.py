"""When signs and Rasa are in doubt, the person is asked: one tap brings the numbers and somebody of the team."""

from collections.abc import Iterable

from helpline.domain.safeguarding import TOPIC_ORDER, Danger
from helpline.domain.second_look import is_doubtful
from helpline.domain.turns import Reply, Understanding
from helpline.usecases.turn import Turn

IN_DANGER = "in_danger"


def danger_said(choice: str | None) -> Danger | None:
    """The danger that the person confirmed by a tap."""
    intent, _, topic = (choice or "").partition(":")
    if intent != IN_DANGER:
        return None
    topic = topic if topic in TOPIC_ORDER else TOPIC_ORDER[0]
    return Danger(topic=topic, topics=(topic,), language="", is_sure=True)


def with_question_about_danger(
    turn: Turn, seen: Danger | None, understood: Understanding, replies: Iterable[Reply]
) -> tuple[Reply, ...]:
    """The replies, with the question beneath them when it is called for and does not already stand there."""
    said = tuple(replies)
    is_asked_already = any(choice.value.startswith(IN_DANGER) for choice in turn.menus.present)
    if turn.choice or is_asked_already or not is_doubtful(seen, understood.danger):
        return said
    likeliest = next((topic for topic, _ in understood.ranking if topic in TOPIC_ORDER), TOPIC_ORDER[0])
    topic = seen.topic if seen else likeliest
    return (*said, Reply("wording", "doubt_danger", choices=(f"{IN_DANGER}:{topic}",)))
