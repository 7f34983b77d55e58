import re
from pathlib import Path

import pytest
import yaml

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


def an_example_of(sign: str) -> str:
    """The first alternative of every part."""
    parts = re.findall(r"\.\.\.|\([^()]*\)\??|[^\s()]+", sign)
    chosen = [part.strip("()?").split("|")[0].replace("*", "") for part in parts if part != "..."]
    return " ".join(chosen)
