"""What is wrong with the words of an answer."""

import re
from collections.abc import Iterator, Mapping

from helpline.domain.answers import Translation
from helpline.domain.languages import SERVED
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters

MOST_WORDS = 100
MOST_SMS_SEGMENTS = 3
STATUSES = ("drafted", "reviewed")
_DIGITS = re.compile(r"\d+")
_PLACEHOLDER = re.compile(r"\{[^}]*\}|\bTODO\b|\bTBD\b|XXX|\?\?\?|lorem", re.IGNORECASE)


def problems_of_translations(translations: Mapping[str, Translation]) -> Iterator[str]:
    for language in SERVED:
        if language not in translations:
            yield f"{language} is missing."
    for language, translation in translations.items():
        if language not in SERVED:
            yield f"{language} is not a language of the helpline."
        yield from (f"{language}: {problem}" for _, problem in problems_of_words(translation))
    newest = max((each.source_version for each in translations.values()), default=1)
    for language, translation in translations.items():
        if translation.source_version < newest:
            yield f"{language}: it was made from version {translation.source_version}, the answer is at {newest}."
    figures = {code: _figures(translations[code].text) for code in SERVED if code in translations}
    if len(set(figures.values())) > 1:
        yield "the figures differ between the languages."


def problems_of_words(translation: Translation) -> Iterator[tuple[str, str]]:
    """The field, as it is called in the files and sheets, and what is wrong with it."""
    for field, words in (
        ("question", translation.question),
        ("text", translation.text),
        ("sms", translation.short_text),
    ):
        if not words.strip():
            yield field, f"the {field} is empty."
        if _PLACEHOLDER.search(words):
            yield field, f"a placeholder was left in the {field}."
    count = len([word for word in translation.text.split() if any(c.isalpha() for c in word)])
    if count > MOST_WORDS:
        yield "text", f"the text has {count} words; at most {MOST_WORDS}."
    segments = count_segments(sms_letters(translation.short_text))
    if segments > MOST_SMS_SEGMENTS:
        yield "sms", f"the sms needs {segments} segments; at most {MOST_SMS_SEGMENTS}."
    if any(not phrasing.strip() for phrasing in translation.phrasings):
        yield "phrasings", "a phrasing is empty."
    if translation.status not in STATUSES:
        yield "status", f"the status must be one of {', '.join(STATUSES)}."
    if translation.status == "reviewed" and not translation.reviewed_by.strip():
        yield "reviewed_by", "it is reviewed and does not say by whom."


def _figures(text: str) -> tuple[str, ...]:
    """All numbers in a text, however they are grouped, without the numbering of the steps."""
    text = re.sub(r"^\s*\d+[.)]\s", "", text, flags=re.MULTILINE)
    joined = re.sub(r"(?<=\d)[ .,\u00a0\u202f](?=\d{3}\b)", "", text)
    return tuple(sorted(str(int(figure)) for figure in _DIGITS.findall(joined)))
