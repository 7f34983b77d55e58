import pytest

from helpline.domain.normal_form import normal_form, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("کفیل", "كفيل"),
        ("رَاتِب", "راتب"),
        ("الإمارات", "الامارات"),
        ("أريد", "اريد"),
        ("إقامة", "اقامه"),
        ("مستشفى", "مستشفي"),
        ("سـنـد", "سند"),
        ("Impayés", "impayes"),
        ("PASSPORT", "passport"),
        ("J’ai", "j'ai"),
        ("heeeelp", "heelp"),
        ("٠١٢٣", "0123"),
        ("۴۵", "45"),
        ("ｐａｓｓｐｏｒｔ", "passport"),
        ("pass\u200bport", "passport"),
        ("\u202epassport", "passport"),
    ],
)
def test_spellings_of_the_same_word_are_equal(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_vowel_signs_of_indic_scripts_stay() -> None:
    assert normal_form("नमस्ते") == "नमस्ते"


def test_digits_are_not_shortened_as_letters_are() -> None:
    assert normal_form("call 99999") == "call 99999"


def test_words_keep_their_apostrophes() -> None:
    assert words_of("Can't pay, qu'il dit!") == ["can't", "pay", "qu'il", "dit"]
