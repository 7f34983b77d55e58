"""Which language a message is written in: script first, then frequent words, then langdetect as one voter for longer texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from helpline.domain.languages import SERVED
from helpline.domain.normal_form import words_of

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOT_ARABIC_LANGUAGE = re.compile("[ٹڈڑںےہھپچژگ]")
_ARABIZI = re.compile(r"^[a-z]*[23579][a-z]+[a-z23579]*$|^[a-z]+[23579][a-z23579]*$")
_LANGDETECT_LETTERS = 20

_WORDS = {
    "en": "i me my we you he she the a an is are was am be do does did not no don't didn't what how where when why who can could will would"
    " they them to of in on at for with from boss salary help need want have has work job get give pay paid money please hello hi thanks"
    " passport visa company contract wages sponsor leave home and or but if her his him this that it".split(),
    "fr": "je j'ai jai j tu il elle nous vous ils le la les un une des du de est suis es sont et ou mais ne pas plus que qui quoi comment"
    " quand pourquoi mon ma mes son sa ses leur mon patron salaire travail aide aider besoin veux peux avec pour dans sur chez au aux bonjour"
    " salut merci svp argent paye passeport papiers contrat faire fait c'est cest ca moi on d'un d l m'a qu'est on a-t-il".split(),
    "ar": "ana el al fi mish mush mafi kafeel kafil wallah inta enta ento howa heya bta3i beta3 ma3 3ala min shu shou eh leh leih fein feen ayna"
    " kif kifak salam raatib ratib rateb flous fulus floos 3andi 3ndi ana2 khalas yalla habibi mudir el-kafeel bidi biddi ayez 3ayez awez"
    " msh mafish wain wayn chnou chno kifach bghit khdma khedma shughl shoghl".split(),
}


@dataclass(frozen=True)
class Guess:
    language: str
    letters: int
    is_by_script: bool


def identify(text: str) -> Guess | None:
    """None when the text does not show its language: numbers, names, emoji, `ok`."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if arabic + latin < 2:
        return None
    if arabic > latin:
        language = "ur" if _NOT_ARABIC_LANGUAGE.search(text) else "ar"
        return Guess(language, arabic, is_by_script=language == "ar")
    language = _by_words(words_of(text)) or (_by_langdetect(text) if latin >= _LANGDETECT_LETTERS else None)
    return Guess(language, latin, is_by_script=False) if language else None


def _by_words(words: Iterable[str]) -> str | None:
    votes = {language: 0.0 for language in _WORDS}
    for word in words:
        for language, known in _word_sets().items():
            votes[language] += word in known
        if _ARABIZI.match(word) and len(word) > 2 and not word[0].isdigit():
            votes["ar"] += 1.0
    best, second = sorted(votes.items(), key=lambda vote: -vote[1])[:2]
    return best[0] if best[1] > second[1] else None


def _by_langdetect(text: str) -> str | None:
    detector = _factory().create()
    detector.seed = 0
    detector.append(text)
    try:
        found = str(detector.detect())
    except LangDetectException:
        return None
    return found if found in SERVED else None


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in _WORDS.items()}


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory
