import re
from pathlib import Path

import pytest
import yaml

from helpline.content.safeguarding import read_safeguarding
from helpline.domain.normal_form import normal_form
from helpline.domain.safeguarding import SafeguardingScreen, SignList
from helpline.domain.sign_language import anchors_of, compile_sign
from helpline.errors import ContentError


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("beat* me", "he beats me"),
        ("(boss|madam) ... (hit|slap*) me", "my boss came home drunk and slapped me"),
        ("i was? raped", "I raped"),
        ("i was? raped", "help i was raped"),
        ("very? locked in", "locked in"),
        ("*ضرب* كفيل*", "وضربني كفيلي"),
        ("ma frappé", "il ma frappe hier"),
        ("(locked|shut me) in", "they shut me in"),
    ],
)
def test_a_sign_is_found(sign: str, text: str) -> None:
    assert SafeguardingScreen([SignList("en", {"danger_violence": (sign,)})]).examine(text)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("hit me", "white meat"),
        ("die", "diet"),
        ("boss ... hit me", "my boss is a man who has never in his whole life hit me"),
        ("locked in", "locked inside"),
    ],
)
def test_part_of_a_word_or_too_far_apart_is_no_sign(sign: str, text: str) -> None:
    assert SafeguardingScreen([SignList("en", {"danger_violence": (sign,)})]).examine(text) is None


def test_a_harmless_look_alike_is_taken_out_before_the_signs_are_tried() -> None:
    signs = SignList("en", {"danger_violence": ("beat* me",)}, harmless=("beats me at cards",))
    screen = SafeguardingScreen([signs])
    assert screen.examine("he beats me at cards") is None
    assert screen.examine("he beats me at cards and he beats me with a belt")


def test_what_is_harmless_in_one_language_takes_nothing_from_another() -> None:
    english = SignList("en", {}, harmless=("police car",))
    french = SignList("fr", {"detention": ("police ... pris mon frère",)})
    assert SafeguardingScreen([english, french]).examine("la police car elle a pris mon frère")


def test_a_context_takes_the_signs_of_its_sentence_away_and_of_a_strong_one_that_it_is_sure() -> None:
    signs = SignList(
        "en",
        {"danger_violence": ("beat* me",)},
        strong={"danger_self_harm": ("kill myself",)},
        contexts=("(film|haha)",),
    )
    screen = SafeguardingScreen([signs])
    assert screen.examine("haha he beats me every time") is None
    assert screen.examine("I saw a film. He beats me every day.")
    doubtful, sure = screen.examine("haha I will kill myself"), screen.examine("I saw a film. I will kill myself")
    assert doubtful is not None and not doubtful.is_sure
    assert sure is not None and sure.is_sure


def test_the_gravest_topic_counts_and_all_are_kept() -> None:
    screen = SafeguardingScreen([SignList("en", {"detention": ("in jail",), "danger_self_harm": ("kill myself",)})])
    found = screen.examine("I am in jail and I will kill myself")
    assert found is not None
    assert found.topic == "danger_self_harm"
    assert set(found.topics) == {"danger_self_harm", "detention"}


def test_signs_of_all_languages_are_tried_on_every_message() -> None:
    screen = SafeguardingScreen([SignList("ar", {"danger_violence": ("darabni",)}), SignList("en", {})])
    assert screen.examine("boss darabni yesterday")


def test_a_sign_without_a_word_that_must_be_there_is_refused() -> None:
    with pytest.raises(ContentError, match="no word"):
        compile_sign("now? ...")


def test_a_very_long_message_is_examined_in_no_time() -> None:
    screen = SafeguardingScreen(
        [SignList("en", {"danger_violence": ("boss ... hit me", "(he|she) ... (beat|hurt) me")})]
    )
    assert screen.examine("he boss " * 20_000) is None


def test_every_sign_of_the_content_is_found_by_its_own_words() -> None:
    """The index must never hide a sign from a text that holds it."""
    for path in sorted(Path("content/safeguarding").glob("*.yml")):
        for signs in yaml.safe_load(path.read_text(encoding="utf-8"))["signs"].values():
            for sign in signs:
                text = an_example_of(sign)
                if compile_sign(sign).search(normal_form(text)):
                    words = set(re.findall(r"\w+", normal_form(text)))
                    assert not anchors_of(sign) or anchors_of(sign) & words, sign


CLEAR = {
    "en": [
        "my boss beats me every day",
        "I want to kill myself",
        "they locked me inside the house, help",
        "our boat is sinking we are 40",
        "my friend fell and he is not breathing help",
        "police arrested my husband at work",
    ],
    "fr": [
        "mon patron me frappe chaque jour",
        "je veux me suicider",
        "ils m'ont enfermée dans la maison",
        "notre bateau coule, nous sommes 40",
        "appelez une ambulance vite, il saigne beaucoup",
        "je suis en prison depuis deux jours",
    ],
    "ar": [
        "الكفيل بيضربني كل يوم",
        "عايز انتحر",
        "المدام قافلة عليا الباب بالمفتاح",
        "القارب بيغرق ومعنا اطفال",
        "صاحبي مش بيتنفس الحقونا",
        "انا في السجن من شهر",
    ],
}
HARMLESS = {
    "en": [
        "overtime is killing me",
        "we watched a film where the boss beats a girl",
        "Barcelona beat us again haha",
        "the police clearance certificate takes how long?",
        "my phone died",
        "my boss never hit me",
        "nobody locked me in, I go out on Fridays",
    ],
    "fr": [
        "ces heures sup me tuent mdr",
        "hier j'ai vu un film sur un kidnapping",
        "ma batterie va mourir",
        "on s'est fait frapper 3-0 au match",
        "mon patron ne m'a jamais frappé",
        "je ne suis pas en prison",
    ],
    "ar": [
        "الشغل قتلني ههههه",
        "شفت فيلم عن خطف بنت",
        "موبايلي مات ومفيش شاحن",
        "مسلسل فيه خطف وقتل وضرب",
        "الكفيل ما ضربني ابدا",
    ],
}


@pytest.fixture(scope="module")
def screen() -> SafeguardingScreen:
    return read_safeguarding(Path("content"))


@pytest.mark.parametrize("text", [text for listed in CLEAR.values() for text in listed])
def test_the_strong_signs_of_the_content_are_sure_of_a_clear_danger(screen: SafeguardingScreen, text: str) -> None:
    found = screen.examine(text)
    assert found is not None
    assert found.is_sure


@pytest.mark.parametrize("text", [text for listed in HARMLESS.values() for text in listed])
def test_the_signs_of_the_content_leave_look_alikes_and_denials_alone(screen: SafeguardingScreen, text: str) -> None:
    assert screen.examine(text) is None


def an_example_of(sign: str) -> str:
    """The first alternative of every part."""
    parts = re.findall(r"\.\.\.|\([^()]*\)\??|[^\s()]+", sign)
    chosen = [part.strip("()?").split("|")[0].replace("*", "") for part in parts if part != "..."]
    return " ".join(chosen)
