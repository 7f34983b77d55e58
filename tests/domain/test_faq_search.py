"""Entries are found by their own words, whoever wrote them and however they are spelt."""

import pytest

from helpline.domain.choosing import OTHER_QUESTIONS, SearchWeights, fused
from helpline.domain.faq_search import FaqIndex, Match, Phrasing

INDEX = FaqIndex(
    [
        Phrasing("sim", OTHER_QUESTIONS, "en", "Where can I renew my SIM card registration?"),
        Phrasing("sim", OTHER_QUESTIONS, "ar", "أين أجدد تسجيل شريحة الهاتف؟"),
        Phrasing("passport", "passport_retention", "en", "My employer keeps my passport"),
        Phrasing("passport", "passport_retention", "fr", "Mon employeur garde mon passeport"),
        Phrasing("wages", "unpaid_wages", "en", "My employer does not pay my salary"),
        *(Phrasing(f"filler{n}", "leave", "en", f"filler number {n} about days off") for n in range(20)),
    ]
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("where do i renew sim card registration", "sim"),
        ("renew my simcard registartion where", "sim"),
        ("وين اجدد تسجيل شريحة الهاتف", "sim"),
        ("employeurs qui gardent mon passeport", "passport"),
        ("salary not paid by employer", "wages"),
    ],
)
def test_the_entry_with_the_same_words_comes_first(text: str, wanted: str) -> None:
    assert INDEX.search(text)[0].answer_id == wanted


def test_the_same_words_are_as_alike_as_can_be() -> None:
    assert INDEX.search("Mon employeur garde mon PASSEPORT !")[0].likeness > 0.8


@pytest.mark.parametrize("text", ["", "???", "漢字", "\u0000"])
def test_what_shares_nothing_finds_nothing(text: str) -> None:
    assert INDEX.search(text) == []


def test_a_message_about_something_else_is_hardly_alike() -> None:
    assert all(match.likeness < 0.4 for match in INDEX.search("who won the football match yesterday evening"))


def test_an_index_of_nothing_finds_nothing() -> None:
    assert FaqIndex(()).search("anything") == []


def test_each_entry_is_found_once() -> None:
    found = [match.answer_id for match in INDEX.search("my employer passport passeport")]
    assert len(found) == len(set(found))


RANKING = (("unpaid_wages", 0.6), ("leave", 0.2))


def test_what_the_search_is_unsure_of_leaves_the_ranking_as_it_is() -> None:
    assert fused(RANKING, [Match("x", "leave", 0.3)], SearchWeights()) == list(RANKING)


def test_what_the_search_is_sure_of_comes_first() -> None:
    ranking = fused(RANKING, [Match("sim", OTHER_QUESTIONS, 0.9)], SearchWeights())
    assert ranking[0][0] == "other_questions:sim"
    assert ranking[0][1] > 0.8 and ranking[1] == ("unpaid_wages", pytest.approx(0.06))


def test_what_both_find_grows_surer() -> None:
    ranking = dict(fused(RANKING, [Match("x", "unpaid_wages", 0.6)], SearchWeights()))
    assert ranking["unpaid_wages"] > 0.6
