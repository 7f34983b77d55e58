"""An answer as a message: whose rule it is, its text, and what is not known."""

from collections.abc import Sequence

from helpline.domain.answers import Answer, Translation
from helpline.domain.messages import AnswerReference, Choice, OutgoingMessage
from helpline.domain.segments import count_segments
from helpline.domain.sms_letters import sms_letters
from helpline.domain.turns import Reply
from helpline.services import Services

MOST_SMS_SEGMENTS = 3


def answer_message(
    services: Services, answer: Answer, translation: Translation, reply: Reply, language: str, choices: Sequence[Choice]
) -> OutgoingMessage:
    notes = _notes(services, answer, reply, language)
    heading = _heading(services, reply, language)
    text = "\n\n".join(part for part in (heading, translation.text, *notes) if part)
    return OutgoingMessage(
        text=text,
        short_text=" ".join((_short(services, translation, reply, language), *notes)),
        language=language,
        choices=tuple(choices),
        answer=AnswerReference(answer.id, answer.topic, answer.country, answer.sources, answer.checked_on),
    )


def _heading(services: Services, reply: Reply, language: str) -> str:
    """Only where two countries' rules follow each other."""
    kind = reply.params.get("part", "")
    if not kind:
        return ""
    country = services.countries.name_of(reply.params["part_of"], language)
    return services.wording.say(language, f"part_{kind}", country=country)


def _short(services: Services, translation: Translation, reply: Reply, language: str) -> str:
    """The country's name before the short text, unless a whole segment more would have to be paid for it."""
    if not reply.params.get("part"):
        return translation.short_text
    named = f"{services.countries.name_of(reply.params['part_of'], language)}: {translation.short_text}"
    fits = count_segments(sms_letters(named)) <= MOST_SMS_SEGMENTS
    return named if fits else translation.short_text


def _notes(services: Services, answer: Answer, reply: Reply, language: str) -> list[str]:
    """What we do not know is said, in the words that fit a general rule or a country's."""
    notes = []
    for param, key in (("country_missing", "not_checked"), ("country_outdated", "outdated")):
        if country := reply.params.get(param, ""):
            name = services.countries.name_of(country, language)
            notes.append(
                services.wording.say(language, f"{'country' if answer.is_general else 'part'}_{key}", country=name)
            )
    return notes
