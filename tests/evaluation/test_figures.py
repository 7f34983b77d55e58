"""The figures count what they say."""

import pytest

from evaluation import figures as names
from evaluation.asked import Outcome, offered_in, said_in
from evaluation.danger import false_alarms, per_danger
from evaluation.figures import by_language, figures_of
from evaluation.languages import by_length, taken_for
from evaluation.public import public_figures, read_public
from evaluation.shares import Share
from evaluation.topics import matrix, mistaken, outcomes, per_topic
from helpline.domain.effects import Effect
from helpline.domain.turns import BrainAnswer, Reply, Understanding
from tests.evaluation.made_up import HOURS, WAGES, asked, not_understood, offered_only, wrongly_answered

VIOLENCE = "danger_violence"


def answer_of(*replies: Reply, effects: tuple[Effect, ...] = ()) -> BrainAnswer:
    return BrainAnswer(replies, effects, Understanding(), {})


def test_what_a_person_sees_first_counts_and_the_ranking_is_kept_apart() -> None:
    offered_right = offered_only(WAGES, HOURS)
    ranked_right_but_answered_wrong = asked(answered=HOURS, ranking=((HOURS, 0.9),), ranking_of_brain=((WAGES, 0.5),))
    found = figures_of([asked(), wrongly_answered(), offered_right, ranked_right_but_answered_wrong])
    assert found[names.FIRST] == Share(2, 4)
    assert found[names.RANKED_FIRST] == Share(3, 4)
    assert found[names.AMONG_THREE] == Share(3, 4)
    assert found[names.WRONG] == Share(2, 4)


def test_a_second_answer_beside_the_right_one_is_not_wrong() -> None:
    assert not asked(answered_too=(HOURS,)).is_wrong_answer
    assert asked(answered=HOURS, answered_too=("leave",)).is_wrong_answer


def test_the_fourth_topic_is_not_among_three() -> None:
    far = asked(ranking=(("a", 0.3), ("b", 0.2), ("c", 0.1), (WAGES, 0.05)), answered="")
    assert figures_of([far])[names.AMONG_THREE] == Share(0, 1)


def test_each_kind_of_message_counts_for_its_own_figures_only() -> None:
    urgent = asked(kind="urgent", topics=(VIOLENCE,), alarm_by_signs=VIOLENCE, alarm=VIOLENCE)
    missed = asked(kind="urgent", topics=(VIOLENCE,))
    by_rasa = asked(kind="urgent", topics=(VIOLENCE,), alarm_by_brain="danger_medical", alarm="danger_medical")
    by_signs_alone = asked(kind="harmless", alarm_by_signs=VIOLENCE)
    outside = asked(kind="out_of_scope", topics=("out_of_scope",))
    found = figures_of([urgent, missed, by_rasa, by_signs_alone, outside, asked()])
    assert found[names.FIRST] == Share(1, 1)
    assert found[names.DANGER_BY_SIGNS] == found[names.DANGER_BY_BRAIN] == Share(1, 3)
    assert found[names.DANGER] == Share(2, 3)
    assert found[names.LOOK_ALIKE] == Share(0, 1) and found[names.LOOK_ALIKE_BY_SIGNS] == Share(1, 1)
    assert found[names.OUTSIDE_ANSWERED] == Share(1, 1)


def test_a_share_of_nothing_has_no_value() -> None:
    assert Share(0, 0).value is None and str(Share(0, 0)) == "–"
    low, high = Share(38, 40).interval
    assert (round(low, 2), round(high, 2)) == (0.83, 0.99)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply("answer", "a-1"), Outcome.ANSWER),
        (Reply("urgent", VIOLENCE), Outcome.ALARM),
        (Reply("wording", "did_you_mean"), Outcome.DID_YOU_MEAN),
        (Reply("wording", "clarify"), Outcome.CLARIFICATION),
        (Reply("wording", "out_of_scope"), Outcome.OUT_OF_SCOPE),
        (Reply("wording", "greeting"), Outcome.OTHER_WORDS),
    ],
)
def test_an_outcome_is_what_is_said(reply: Reply, outcome: Outcome) -> None:
    assert said_in(answer_of(reply)) is outcome


def test_words_with_a_case_are_a_hand_over() -> None:
    case = Effect("open_case", {"topic": "x", "reason": "asked", "priority": "normal"})
    assert said_in(answer_of(Reply("wording", "handing_over"), effects=(case,))) is Outcome.HANDED_OVER


def test_only_topics_are_offered() -> None:
    reply = Reply("wording", "did_you_mean", {}, (WAGES, "none_of_these", "talk_to_human"))
    country = Reply("wording", "ask_country", {}, ("give_country:SA",))
    assert offered_in(answer_of(reply, country), frozenset({WAGES, HOURS})) == (WAGES,)


def test_an_alarm_comes_before_what_rasa_would_say() -> None:
    assert outcomes([asked(alarm=VIOLENCE), asked()]) == {"emergency contacts": 1, "answer": 1}


def test_the_weakest_topic_stands_first() -> None:
    leave = asked(topics=("leave",), ranking=(("leave", 0.9),))
    weakest, strongest = per_topic([asked(), wrongly_answered(), not_understood(), leave])
    assert (weakest.topic, weakest.first, weakest.wrong, weakest.fallback) == (
        WAGES,
        Share(1, 3),
        Share(1, 3),
        Share(1, 3),
    )
    assert strongest.topic == "leave"


def test_topics_taken_for_others_are_counted_most_frequent_first() -> None:
    wrong = [wrongly_answered(), asked(topics=("leave",)), wrongly_answered()]
    pairs = [(pair.wanted, pair.given, pair.times) for pair in mistaken([asked(), *wrong], examples=1)]
    assert pairs == [(WAGES, HOURS, 2), ("leave", WAGES, 1)]
    assert matrix([asked(), *wrong]) == {WAGES: {WAGES: 1, HOURS: 2}, "leave": {WAGES: 1}}


def test_any_accepted_topic_lies_on_the_diagonal() -> None:
    second = asked(topics=(HOURS, WAGES))
    assert matrix([second]) == {HOURS: {HOURS: 1}} and not mistaken([second], examples=1)


def test_languages_are_counted_by_length_and_by_what_they_were_taken_for() -> None:
    short = asked(text="ok", language_found="")
    middle = asked(text="my salary please", language_found="fr")
    long = asked(text="I want to know when my salary will be paid, please tell me")
    found = by_length([short, middle, long])
    assert list(found) == ["1–5", "6–11", "12–25", "26–60", "over 60"]
    assert list(found.values()) == [Share(0, 1), Share(0, 0), Share(0, 1), Share(1, 1), Share(0, 0)]
    assert taken_for([short, middle, long]) == {"not shown": 1, "fr": 1, "en": 1}


def test_danger_is_counted_per_topic() -> None:
    named_otherwise = asked(kind="urgent", topics=("detention",), alarm_by_signs=VIOLENCE, alarm=VIOLENCE)
    by_rasa = asked(kind="urgent", topics=("detention",), alarm_by_brain="detention", alarm="detention")
    (found,) = per_danger([named_otherwise, by_rasa])
    assert (found.by_signs, found.by_brain, found.recognised, found.named) == (
        Share(1, 2),
        Share(1, 2),
        Share(2, 2),
        Share(1, 2),
    )
    (alarms,) = false_alarms([asked(alarm_by_signs="detention"), asked(), named_otherwise])
    assert (alarms.topic, alarms.kind, alarms.by_signs, alarms.by_brain, alarms.of) == (
        "detention",
        "question",
        1,
        0,
        2,
    )


def test_languages_stay_apart() -> None:
    assert [(code, len(group)) for code, group in by_language([asked(language="fr"), asked(), asked()]).items()] == [
        ("en", 2),
        ("fr", 1),
    ]


def test_public_questions_tell_an_answer_off_topic_from_one_on_covid() -> None:
    covid = asked(kind="out_of_scope", topics=(), ranking=(("covid_illness", 0.9),))
    off_topic = asked(kind="out_of_scope", topics=())
    clarified = asked(kind="out_of_scope", topics=(), ranking=(), said=Outcome.CLARIFICATION)
    (found,) = public_figures("real", [covid, off_topic, clarified])
    assert (found.covid_first, found.answered, found.answered_off_topic) == (Share(1, 3), Share(2, 3), Share(1, 3))


def test_the_public_questions_are_read_with_their_kind() -> None:
    for name, questions in read_public().items():
        assert questions, name
        assert {question.kind for question in questions} <= {"covid", "out_of_scope"}, name
        assert all(question.text and question.language in ("en", "fr") for question in questions), name
