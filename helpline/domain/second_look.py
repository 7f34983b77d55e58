"""Whether there is danger, once the signs and Rasa have both been heard. `docs/safeguarding.md` says why it is so."""

from collections.abc import Iterable

from helpline.domain.safeguarding import TOPIC_ORDER, Danger

# Of Rasa's probability that any of the urgent topics is meant.
ENOUGH_WITH_A_SIGN = 0.15
ENOUGH_ALONE = 0.40
# Less is not enough for an alarm; the person is asked.
ENOUGH_TO_ASK_WITH_A_SIGN = 0.02
ENOUGH_TO_ASK = 0.15


def danger_after_all(seen: Danger | None, probability: float, ranking: Iterable[tuple[str, float]]) -> Danger | None:
    """`seen` is what the signs found; `ranking` is Rasa's, best first, and names the topic when they found nothing."""
    if seen is not None and (seen.is_sure or probability >= ENOUGH_WITH_A_SIGN):
        return seen
    if probability < ENOUGH_ALONE:
        return None
    if seen is not None:
        return seen
    topic = next((topic for topic, _ in ranking if topic in TOPIC_ORDER), TOPIC_ORDER[0])
    return Danger(topic=topic, topics=(topic,), language="")


def is_doubtful(seen: Danger | None, probability: float) -> bool:
    """Not enough for an alarm, too much to pass over."""
    enough = ENOUGH_TO_ASK if seen is None else ENOUGH_TO_ASK_WITH_A_SIGN
    return probability >= enough and danger_after_all(seen, probability, ()) is None
