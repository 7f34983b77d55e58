"""Twilio's API as the bot calls it: what it takes arrives on a phone."""

from collections.abc import Mapping

from bot.simulator.answer import Answer
from bot.simulator.media import media_with
from bot.simulator.people import People
from bot.simulator.phone import Phone
from bot.simulator.posting import Posting
from bot.simulator.reactions import Break, Refuse
from bot.simulator.receipts import Receipts
from bot.simulator.rules_twilio import TwilioMessage, list_as_json, new_message, refusal_of
from bot.simulator.rules_twilio_posts import WHATSAPP, basic, error_body
from bot.simulator.simulation import SMS_FROM, WHATSAPP_FROM, Simulation
from bot.simulator.templates_of_whatsapp import Contents
from bot.simulator.troubles import OUTSIDE_WINDOW, Undelivered

_SHOWN = ("authorization", "content-type", "user-agent")


class SimulatedTwilio:
    def __init__(self, simulation: Simulation, people: People, posting: Posting) -> None:
        self._simulation, self._people, self._posting = simulation, people, posting
        self.receipts = Receipts(simulation, posting)
        self.contents = Contents()
        self._messages = f"2010-04-01/Accounts/{simulation.account_sid}/Messages"

    def answer(self, method: str, path: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> Answer:
        """`path` is the one below Twilio's host, without a slash at its beginning."""
        if headers.get("authorization") != basic(self._simulation.account_sid, self._simulation.auth_token):
            return _error(Refuse(401, 20003, "Authenticate"))
        if path == f"{self._messages}.json":
            return self._create(headers, fields) if method == "POST" else self._list(fields)
        if path.startswith(f"{self._messages}/") and method == "GET":
            return self._one(path.removeprefix(f"{self._messages}/"))
        if path.startswith("v1/Content"):
            return self.contents.answer(method, path.removeprefix("v1/Content").strip("/"), fields)
        if path == "v2/Indicators/Typing.json":
            return self._type(fields)
        return _not_found()

    def _create(self, headers: Mapping[str, str], fields: Mapping[str, str]) -> Answer:
        recipient = fields.get("To", "")
        channel = "whatsapp" if recipient.startswith(WHATSAPP) else "sms"
        phone = self._people.phone_of(channel, recipient.removeprefix(WHATSAPP))
        if phone is None:
            return self._create_for_nobody(fields)
        shown = [(name, _hidden(name, headers[name])) for name in _SHOWN if name in headers]
        entry = phone.note(f"POST /{self._messages}.json", is_ours=True, headers=shown, fields=fields.items())
        answer = self._create_on(phone, fields)
        entry.outcome = f"{answer.status} after {answer.after:g} s" if answer.after else str(answer.status)
        phone.changed()
        return answer

    def _create_on(self, phone: Phone, fields: Mapping[str, str]) -> Answer:
        opted_out = {phone.provider_address} if phone.is_opted_out else set()
        reaction = phone.troubles.popleft().reaction if phone.troubles else None
        if isinstance(reaction, Refuse):
            return _error(reaction)
        refused = refusal_of(fields, (SMS_FROM, WHATSAPP_FROM), opted_out) or self.contents.refusal_of(fields)
        if refused:
            return _error(refused)
        if isinstance(reaction, Break):
            if reaction.takes_message:
                self._take(phone, fields, None)
            return Answer(reaction.status, {"status": reaction.status}, after=reaction.hangs_for)
        return Answer(201, self._take(phone, fields, reaction).as_json())

    def _take(self, phone: Phone, fields: Mapping[str, str], fate: Undelivered | None) -> TwilioMessage:
        message = new_message(fields, self._simulation.account_sid)
        message.created = phone.now
        is_template = bool(message.content_sid)
        content = self.contents.show(message) if is_template else None
        if content:
            message.body = content.text
        if phone.channel == "whatsapp" and not phone.window_left and not (content and content.may_open):
            fate = OUTSIDE_WINDOW
        phone.records.append(message)
        phone.show(
            "bot",
            message.body,
            sid=message.sid,
            status="queued",
            is_template=is_template,
            buttons=content.buttons if content else (),
            opener=content.opener if content else "",
        )
        self._posting.later(self.receipts.go_through(phone, message, fate))
        return message

    def _create_for_nobody(self, fields: Mapping[str, str]) -> Answer:
        """A number whose page is closed: Twilio would take the message too, and the phone would be off."""
        refused = refusal_of(fields, (SMS_FROM, WHATSAPP_FROM), ())
        return _error(refused) if refused else Answer(201, new_message(fields, self._simulation.account_sid).as_json())

    def _list(self, fields: Mapping[str, str]) -> Answer:
        records = [message for phone in self._people.phones() for message in phone.records]
        records.sort(key=lambda message: message.created)
        try:
            return Answer(200, list_as_json(records, fields))
        except ValueError:
            return _error(Refuse(400, 20001, "A parameter cannot be read"))

    def _one(self, rest: str) -> Answer:
        """A message by its sid, or what is attached to it."""
        sid, _, media = rest.removesuffix(".json").partition("/Media/")
        found = next((each for phone in self._people.phones() for each in phone.records if each.sid == sid), None)
        if found is None:
            return _not_found()
        if not media:
            return Answer(200, found.as_json())
        file = media_with(media)
        return Answer(200, file.content, media_type=file.media_type) if file else _not_found()

    def _type(self, fields: Mapping[str, str]) -> Answer:
        for phone in self._people.phones():
            if phone.channel == "whatsapp" and any(each.sid == fields.get("messageId") for each in phone.records):
                phone.type()
                return Answer(200, {"success": True})
        return _not_found()


def _hidden(name: str, value: str) -> str:
    return f"{value.partition(' ')[0]} …" if name == "authorization" else value


def _not_found() -> Answer:
    return _error(Refuse(404, 20404, "The requested resource was not found"))


def _error(refused: Refuse) -> Answer:
    headers = {"Retry-After": str(refused.retry_after)} if refused.retry_after else {}
    return Answer(refused.status, error_body(refused), headers)
