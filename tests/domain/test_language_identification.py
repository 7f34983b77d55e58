from pathlib import Path

import pytest

from helpline.content.phrases import read_phrases
from helpline.domain.conversations import Profile
from helpline.domain.language_classifier import LanguageClassifier
from helpline.domain.language_identification import LanguageIdentifier
from helpline.usecases.decide_language import decide_language


@pytest.fixture(scope="module")
def identifier() -> LanguageIdentifier:
    phrases = read_phrases(Path("data/nlu"))
    return LanguageIdentifier(
        LanguageClassifier({code: [text for _, text in found] for code, found in phrases.items()})
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my boss took my passport", "en"),
        ("salary not paid", "en"),
        ("mon patron ma pris mon passeport", "fr"),
        ("bonjour", "fr"),
        ("راتب", "ar"),
        ("el kafeel 5ad passport bta3i", "ar"),
        ("میرا مالک تنخواہ نہیں دے رہا ہے", "ur"),
        ("Mi jefe no me paga el salario desde hace dos meses", "es"),
    ],
)
def test_languages_are_recognised(identifier: LanguageIdentifier, text: str, language: str) -> None:
    guess = identifier.identify(text)
    assert guess is not None and guess.language == language


@pytest.mark.parametrize("text", ["", "1", "😀😀", "42 / 7", "??"])
def test_what_shows_no_language_is_no_guess(identifier: LanguageIdentifier, text: str) -> None:
    assert identifier.identify(text) is None


def test_the_same_text_always_gives_the_same_guess(identifier: LanguageIdentifier) -> None:
    text = "unul dintre cei mai buni prieteni lucreaza in alta tara"
    assert len({identifier.identify(text) for _ in range(20)}) == 1


def test_a_short_word_does_not_change_the_language(identifier: LanguageIdentifier) -> None:
    profile = Profile(language="ar", language_source="written")
    assert decide_language(identifier, profile, "ok")[0] == "ar"
    assert decide_language(identifier, profile, "my employer does not pay me")[0] == "en"


def test_a_chosen_language_is_never_changed_by_writing(identifier: LanguageIdentifier) -> None:
    profile = Profile(language="fr", language_source="chosen")
    assert decide_language(identifier, profile, "my employer does not pay me") == ("fr", "chosen")


def test_a_language_that_is_not_served_is_answered_in_the_default(identifier: LanguageIdentifier) -> None:
    assert decide_language(identifier, Profile(), "میرا مالک تنخواہ نہیں دے رہا ہے")[0] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "I am in Al Khobar, Aqrabiya",
        "Salmiya, Kuwait",
        "Jleeb Al Shuyoukh block 4",
        "villa 22 street 5 Al Wakra",
        "Fatima Hassan",
        "Mohamed Ali",
        "my kafil",
        "Kafil say no iqama no salary",
        "3000 dirham",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_places_and_names_do_not_change_the_language(identifier: LanguageIdentifier, text: str, language: str) -> None:
    profile = Profile(language=language, language_source="written")
    assert decide_language(identifier, profile, text)[0] in (language, "en")


@pytest.mark.parametrize(
    "text", ["ana ma akhadt ratbi 3 shuhur", "wesh ndir lpatron khda jawazi", "3andi mochkil m3a lkafil"]
)
def test_who_goes_on_in_arabic_with_latin_letters_is_answered_in_arabic(
    identifier: LanguageIdentifier, text: str
) -> None:
    assert decide_language(identifier, Profile(language="fr", language_source="written"), text)[0] == "ar"
