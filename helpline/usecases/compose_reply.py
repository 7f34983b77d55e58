"""Turns what the bot wants to say into words: in the person's language, with choices, sources and contacts."""

from collections.abc import Sequence
from dataclasses import replace

from helpline.domain.cases import Priority
from helpline.domain.choosing import OTHER_QUESTIONS
from helpline.domain.contacts import Contact
from helpline.domain.languages import SERVED
from helpline.domain.messages import Choice, ContactLine, OutgoingMessage
from helpline.domain.turns import Reply
from helpline.services import Services
from helpline.storage import cases, people
from helpline.storage.answers import find_answer
from helpline.storage.contacts import contacts_of_country, emergency_contacts
from helpline.storage.database import Transaction
from helpline.usecases.answer_message import answer_message
from helpline.usecases.effects_result import EffectsResult
from helpline.usecases.read_on import next_piece
from helpline.usecases.receive_message import likely_country
from helpline.usecases.turn import Turn

_MOST_EMERGENCY_CONTACTS = 3
_MOST_OFFICES = 4
_COUNTRIES_ASKED_IN_DANGER = tuple(f"give_country:{code}" for code in ("SA", "AE", "QA", "KW", "LB", "LY"))


class Composer:
    """Composes the replies of one turn, after its effects."""

    def __init__(self, services: Services, tx: Transaction, turn: Turn, result: EffectsResult) -> None:
        self._services, self._tx, self._turn, self._result = services, tx, turn, result
        self._language = result.profile.language

    def compose(self, reply: Reply) -> OutgoingMessage | None:
        """None when there is nothing to say to this person."""
        if reply.kind == "answer":
            return self._answer(reply)
        if reply.kind == "urgent":
            return self._urgent(reply)
        if reply.kind == "more":
            return next_piece(self._services, self._tx, self._turn)
        return self._emergency_contacts(reply) if reply.kind == "emergency_contacts" else self._wording(reply)

    def _wording(self, reply: Reply) -> OutgoingMessage:
        params = {**self._case_params(), "days": str(self._services.quiet_days), **self._named(reply)}
        short = f"{reply.name}_sms"
        return OutgoingMessage(
            text=self._say(reply.name, **params),
            short_text=self._say(short, **params) if self._services.wording.has(short) else "",
            language=self._language,
            choices=self._choices(reply.choices),
            contacts=self._contacts_for(reply),
        )

    def _answer(self, reply: Reply) -> OutgoingMessage:
        """An answer that was withdrawn or grew too old meanwhile leaves nobody without a word."""
        answer = find_answer(self._tx, reply.name)
        translation = answer.translations.get(self._language) if answer else None
        if answer is None or translation is None or not answer.is_current(self._tx.now.date()):
            profile = self._result.profile
            params = {"offices_of": profile.country or profile.origin}
            return self._wording(Reply("wording", "answer_out_of_date", params, ("talk_to_human",)))
        choices = self._choices(reply.choices)
        return answer_message(self._services, answer, translation, reply, self._language, choices)

    def _urgent(self, reply: Reply) -> OutgoingMessage:
        country = self._result.profile.country or self._country_of_address()
        found = emergency_contacts(self._tx, country, reply.name)[:_MOST_EMERGENCY_CONTACTS]
        has_number = any(contact.phone for contact in found)
        first = self._say("urgent_first" if has_number else "urgent_first_without_number")
        alerted = self._say("urgent_alerted", **self._case_params())
        # A number tells where the SIM card is from; one of a country that people leave is seldom where its owner is.
        is_guessed = not self._result.profile.country
        known = self._services.countries.by_code.get(country)
        is_asked = is_guessed and not (has_number and known is not None and known.is_destination)
        asked = self._say("urgent_ask_country") if is_asked else ""
        return OutgoingMessage(
            text="\n\n".join(part for part in (first, self._say(reply.name), alerted, asked) if part),
            short_text="\n\n".join(part for part in (first, alerted, asked) if part),
            language=self._language,
            contacts=tuple(self._emergency_line(contact, is_guessed=is_guessed) for contact in found),
            choices=self._choices(_COUNTRIES_ASKED_IN_DANGER) if is_asked else (),
            urgent=True,
        )

    def _emergency_line(self, contact: Contact, *, is_guessed: bool) -> ContactLine:
        """With the name of a country that nobody said."""
        line = contact.in_language(self._language)
        if not is_guessed or contact.country not in self._services.countries.by_code:
            return line
        return replace(line, name=f"{self._services.countries.name_of(contact.country, self._language)}: {line.name}")

    def _emergency_contacts(self, reply: Reply) -> OutgoingMessage | None:
        """Only for whoever has an urgent case."""
        case = self._result.case
        if case is None or case.priority is not Priority.URGENT:
            return None
        found = emergency_contacts(self._tx, reply.name, case.topic)[:_MOST_EMERGENCY_CONTACTS]
        has_number = any(contact.phone for contact in found)
        return OutgoingMessage(
            text=self._say("urgent_first" if has_number else "urgent_first_without_number"),
            language=self._language,
            contacts=tuple(contact.in_language(self._language) for contact in found),
            urgent=True,
        )

    def _contacts_for(self, reply: Reply) -> tuple[ContactLine, ...]:
        """`contacts_of` a country: all; `offices_of` one: those that can tell what the rule is."""
        country, of_offices = reply.params.get("contacts_of", ""), reply.params.get("offices_of", "")
        if not country and not of_offices:
            return ()
        found = contacts_of_country(self._tx, country or of_offices)
        if not country:
            today = self._tx.now.date()
            found = [each for each in found if each.is_office and each.is_current(today)][:_MOST_OFFICES]
        return tuple(contact.in_language(self._language) for contact in found)

    def _country_of_address(self) -> str:
        channel, address = people.open_address(self._tx, self._turn.conversation.address_id)
        return likely_country(channel, address)

    def _case_params(self) -> dict[str, str]:
        case = self._result.case
        if case is None:
            return {"case": "", "before": "0"}
        return {"case": case.number, "before": str(cases.waiting_before(self._tx, case))}

    def _named(self, reply: Reply) -> dict[str, str]:
        """Codes among the parameters become names in the person's language."""
        named = dict(reply.params)
        if "country" in named:
            name = self._services.countries.name_of(named["country"], self._language)
            named["country"] = name or self._say("country_not_said")
        if "topic" in named and named["topic"] in self._services.topics:
            named["topic"] = self._services.topics[named["topic"]].label[self._language]
        return named

    def _choices(self, values: Sequence[str]) -> tuple[Choice, ...]:
        return tuple(Choice(self._label(value), value) for value in values)

    def _label(self, value: str) -> str:
        topic, _, answer_id = value.partition(":")
        answer = find_answer(self._tx, answer_id) if topic == OTHER_QUESTIONS and answer_id else None
        translation = answer.translations.get(self._language) if answer else None
        return translation.question if translation else label_of(self._services, value, self._language)

    def _say(self, key: str, **params: str) -> str:
        return self._services.wording.say(self._language, key, **params)


def label_of(services: Services, value: str, language: str) -> str:
    """What stands on the button of a choice."""
    intent, _, argument = value.partition(":")
    if intent == "give_country":
        return services.countries.name_of(argument, language)
    if intent == "change_language" and argument in SERVED:
        return SERVED[argument].own_name
    if services.wording.has(f"choice_{intent}"):
        return services.wording.say(language, f"choice_{intent}")
    return services.topics[intent].label[language]
