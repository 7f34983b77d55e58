"""What a message can mean beside its intent: a short question that follows on an answer, who the person is, or an entry
that staff wrote and no classifier knows yet."""

from actions.answering import answer_for_place, answer_found, answer_topic
from actions.knowledge import THRESHOLDS, Knowledge
from actions.menu import menu_for
from actions.places import places_named
from actions.response import Response, wording
from actions.turn_view import TurnView
from helpline.domain.choosing import OTHER_QUESTIONS, Certainty, certainty_of
from helpline.domain.effects import Effect
from helpline.domain.normal_form import words_of

# What is as sure as this says by itself what it is about.
_SPEAKS_FOR_ITSELF = 0.6
_MOST_WORDS_ABOUT_ONESELF = 8
_MOST_WORDS_WITH_A_PLACE = 5


def interposed(known: Knowledge, turn: TurnView) -> Response | None:
    """None when the message means what its intent says."""
    return _found_by_its_words(known, turn) or _about_the_person(known, turn) or _follow_up(known, turn)


def _found_by_its_words(known: Knowledge, turn: TurnView) -> Response | None:
    """The FAQ has the question in nearly these words, and Rasa thought of something else."""
    ranking = known.ranking(turn)
    if not ranking or ranking[0][0] == turn.intent or certainty_of(ranking, THRESHOLDS) is not Certainty.SURE:
        return None
    name = ranking[0][0]
    is_answered = name.startswith(f"{OTHER_QUESTIONS}:") or _is_answered(known, name)
    return answer_found(known, name, turn) if is_answered else None


def _about_the_person(known: Knowledge, turn: TurnView) -> Response | None:
    """`I am an employer`: remembered, and the last answer is given again when it differs."""
    role = known.roles.named(turn.text)
    if not role or role == turn.profile.role or len(words_of(turn.text)) > _MOST_WORDS_ABOUT_ONESELF:
        return None
    if _speaks_for_itself(known, turn):
        return None
    topic = turn.slot("last_topic")
    if _is_answered(known, topic):
        return answer_topic(known, topic, turn)
    return Response((wording(f"noted_{role}", *menu_for(role)),), (Effect("set_role", {"role": role}),))


def _follow_up(known: Knowledge, turn: TurnView) -> Response | None:
    """`how much?`, `and my wife?`, `and in Qatar?` after an answer."""
    last = turn.slot("last_topic")
    if not _is_answered(known, last):
        return None
    if _speaks_for_itself(known, turn) and not known.follow_ups.is_nothing_else(turn.text):
        return None
    topic = known.follow_ups.topic_meant(turn.text, last)
    if topic is not None and topic != last:
        return answer_topic(known, topic, turn)
    places = places_named(turn, known.faq.countries, asked=turn.slot("country_asked"))
    if places and len(words_of(turn.text)) <= _MOST_WORDS_WITH_A_PLACE:
        return answer_for_place(known, last, turn, places)
    return _all_that_is_known(known, turn, last) if topic == last else None


def _all_that_is_known(known: Knowledge, turn: TurnView, topic: str) -> Response:
    """Honest: what was checked on the topic has been said; related topics and a person are offered."""
    related = [name for name in known.faq.topics[topic].follow_ups if _is_answered(known, name)][:2]
    reply = wording("follow_up_same", *related, "talk_to_human", topic=topic)
    return Response((reply,), slots={"clarified": 0, "offered": "talk_to_human"})


def _speaks_for_itself(known: Knowledge, turn: TurnView) -> bool:
    """Another topic is so likely that the message needs no context; what a person says about a case or data is too."""
    if not turn.ranking:
        return False
    name, confidence = turn.ranking[0]
    return confidence >= _SPEAKS_FOR_ITSELF and name not in (turn.slot("last_topic"), "give_country", "out_of_scope")


def _is_answered(known: Knowledge, topic: str) -> bool:
    return topic in known.faq.topics and known.faq.topics[topic].has_answers
