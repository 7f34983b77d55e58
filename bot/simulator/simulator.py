"""The simulator of one gateway: who is on the phones, the providers, and what a person can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.simulator.people import People
from bot.simulator.phone import Bubble, Phone
from bot.simulator.posting import Posting
from bot.simulator.receipts import PACES, RECEIPTS
from bot.simulator.simulation import Simulation
from bot.simulator.telegram_person import TelegramPerson
from bot.simulator.telegram_provider import SimulatedTelegram
from bot.simulator.troubles import find_trouble
from bot.simulator.twilio_person import TwilioPerson
from bot.simulator.twilio_provider import SimulatedTwilio
from helpline.errors import InvalidInput

LONGEST_TEXT = 1600
ATTACHMENTS: Mapping[str, tuple[str, ...]] = {
    "whatsapp": ("photo", "voice", "document", "place"),
    "sms": ("photo",),
    "telegram": ("photo", "voice", "document", "place"),
}
WEBHOOKS: Mapping[str, tuple[str, ...]] = {
    "whatsapp": ("lost", "twice"),
    "sms": ("lost", "twice"),
    "telegram": ("late", "twice"),
}
CLOCK_HOURS = 25
_HIGHEST_PRICE = 10.0

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Simulator:
    simulation: Simulation
    people: People
    posting: Posting
    twilio: SimulatedTwilio
    telegram: SimulatedTelegram
    on_twilio: TwilioPerson
    on_telegram: TelegramPerson

    def do(self, phone: Phone, action: str, fields: Fields) -> None:
        """What the page asks for. Raises InvalidInput that says what was wrong."""
        actions: Mapping[str, Callable[[Phone, Fields], None]] = {
            "write": self._write,
            "tap": self._tap,
            "attach": self._attach,
            "edit": self._edit,
            "block": self._block,
            "conduct": self._conduct,
            "trouble": self._trouble,
            "webhook": self._webhook,
            "clock": self._clock,
        }
        if action not in actions:
            raise InvalidInput("There is no such action.")
        actions[action](phone, fields)

    def _write(self, phone: Phone, fields: Fields) -> None:
        (self.on_telegram if phone.channel == "telegram" else self.on_twilio).write(phone, _text_in(fields))

    def _tap(self, phone: Phone, fields: Fields) -> None:
        bubble = _bubble_in(phone, fields)
        number = fields.get("button", "")
        if not (number.isdecimal() and int(number) < len(bubble.buttons)):
            raise InvalidInput("This message has no such button.")
        person = self.on_telegram if phone.channel == "telegram" else self.on_twilio
        person.tap(phone, bubble, bubble.buttons[int(number)])

    def _attach(self, phone: Phone, fields: Fields) -> None:
        kind = fields.get("kind", "")
        if kind not in ATTACHMENTS[phone.channel]:
            raise InvalidInput("This cannot be sent from this phone.")
        (self.on_telegram if phone.channel == "telegram" else self.on_twilio).attach(phone, kind)

    def _edit(self, phone: Phone, fields: Fields) -> None:
        bubble = _bubble_in(phone, fields)
        if phone.channel != "telegram" or bubble.side != "person" or bubble.kind != "text":
            raise InvalidInput("This message cannot be changed.")
        self.on_telegram.edit(phone, bubble, _text_in(fields))

    def _block(self, phone: Phone, fields: Fields) -> None:
        if phone.channel != "telegram":
            raise InvalidInput("Only on Telegram can the bot be blocked.")
        self.on_telegram.block(phone, not phone.has_blocked)

    def _conduct(self, phone: Phone, fields: Fields) -> None:
        pace, receipts = fields.get("pace", phone.conduct.pace), fields.get("receipts", phone.conduct.receipts)
        if pace not in PACES or receipts not in RECEIPTS:
            raise InvalidInput("`pace` or `receipts` has no such value.")
        phone.conduct.pace, phone.conduct.receipts = pace, receipts
        if "price" in fields:
            phone.conduct.price = _price_in(fields)
        had_network, phone.conduct.has_network = phone.conduct.has_network, fields.get("network", "on") == "on"
        if phone.conduct.has_network and not had_network and phone.channel != "telegram":
            self.posting.later(self.twilio.receipts.catch_up(phone))
        phone.changed()

    def _trouble(self, phone: Phone, fields: Fields) -> None:
        if not fields.get("kind"):
            phone.troubles.clear()
        elif trouble := find_trouble(phone.channel, fields["kind"]):
            phone.troubles.append(trouble)
        else:
            raise InvalidInput("This phone's provider has no such error.")
        phone.changed()

    def _webhook(self, phone: Phone, fields: Fields) -> None:
        if not fields.get("kind"):
            phone.next_webhooks.clear()
        elif fields["kind"] in WEBHOOKS[phone.channel]:
            phone.next_webhooks.append(fields["kind"])
        else:
            raise InvalidInput("This phone's provider does no such thing.")
        phone.changed()

    def _clock(self, phone: Phone, fields: Fields) -> None:
        phone.ahead = timedelta() if fields.get("back") else phone.ahead + timedelta(hours=CLOCK_HOURS)
        phone.changed()


def make_simulator(simulation: Simulation, calling_codes: Mapping[str, str]) -> Simulator:
    people, posting = People(simulation.channels, calling_codes), Posting(simulation)
    on_telegram = TelegramPerson(simulation, posting)
    return Simulator(
        simulation,
        people,
        posting,
        SimulatedTwilio(simulation, people, posting),
        SimulatedTelegram(simulation, people, on_telegram),
        TwilioPerson(simulation, posting),
        on_telegram,
    )


def _text_in(fields: Fields) -> str:
    text = fields.get("text", "").encode("utf-8", "replace").decode().replace("\x00", "").strip()
    if not text:
        raise InvalidInput("`text` is empty.")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"`text` may have at most {LONGEST_TEXT} characters.")
    return text


def _bubble_in(phone: Phone, fields: Fields) -> Bubble:
    number = fields.get("bubble", "")
    bubble = phone.find(int(number)) if number.isdecimal() and len(number) < 10 else None
    if bubble is None:
        raise InvalidInput("This message is not on the phone any more.")
    return bubble


def _price_in(fields: Fields) -> float:
    try:
        price = float(fields["price"].replace(",", "."))
    except ValueError:
        price = -1.0
    if not 0 <= price <= _HIGHEST_PRICE:
        raise InvalidInput(f"`price` must be a number from 0 to {_HIGHEST_PRICE:g}.")
    return price
